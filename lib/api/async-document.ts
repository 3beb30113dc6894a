import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { EVENT_TYPES, type EventType } from '#lib/events/catalogue.ts';
import { OPENNESS } from '#lib/events/public-event.ts';
import { asyncSchemas } from './async-schemas.ts';
import { SEALED, SUMMARIES } from './event-messages.ts';
import type { JsonSchema } from './json-schema.ts';

type Reference = { readonly $ref: string };

interface MessageTrait {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly contentType: string;
  readonly examples?: readonly { readonly payload: object }[];
}

interface Channel {
  readonly address: null;
  readonly title: string;
  readonly description: string;
  readonly messages: Readonly<
    Record<
      string,
      { readonly headers?: Reference; readonly payload: JsonSchema; readonly traits: readonly Reference[] }
    >
  >;
}

/** As much of AsyncAPI 3.0 as Bulletin needs to say. */
export interface AsyncApiDocument {
  readonly asyncapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<Record<string, { action: 'send'; channel: Reference; summary: string }>>;
  readonly components: {
    readonly messageTraits: Readonly<Record<string, MessageTrait>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
}

const DESCRIPTION = `What Bulletin tells other services. Every event is a CloudEvent 1.0 with the whole article as it stands afterwards, or sealed where
that is not public. It is sent at least once; by its \`sequence\` a service knows that it has missed none, and reads what it did miss from the log
(\`GET /v1/publications/{publication}/events\`). A published type may gain fields, and loses none.`;

/** Every channel, every message and every schema. The same for every deployment. The examples are one of each type. */
export const asyncApiDocument = (examples: readonly object[]): AsyncApiDocument => ({
  asyncapi: '3.0.0',
  info: { title: 'Bulletin', version: '1', description: DESCRIPTION },
  channels: {
    sns: {
      address: null,
      title: 'SNS',
      description:
        'The topic of the stack: for queues, functions and HTTPS endpoints. The headers are message attributes.',
      messages: publicMessages('snsAttributes'),
    },
    webhook: {
      address: null,
      title: 'Webhooks',
      description: 'A POST to your endpoint, signed as Standard Webhooks has it. Answer 2xx within 15 seconds.',
      messages: publicMessages('webhookHeaders'),
    },
    log: {
      address: null,
      title: 'The log',
      description:
        'What `GET /v1/publications/{publication}/events` answers, also as server-sent events: every event whole for a key with `events:read`, and as on the other ways for one with `events:published`.',
      messages: { ...eventMessages(EVENT_TYPES), sealed: sealedMessage() },
    },
    websub: {
      address: null,
      title: 'WebSub',
      description:
        'A POST of the feed that changed to your callback, in the format of the topic that you subscribed to.',
      messages: Object.fromEntries(FEED_FORMATS.map((format) => [format, feedMessage(format)])),
    },
  },
  operations: {
    publishEvent: { action: 'send', channel: to('channels/sns'), summary: 'Tells the topic what happened' },
    deliverEvent: { action: 'send', channel: to('channels/webhook'), summary: 'Delivers what happened to an endpoint' },
    readLog: { action: 'send', channel: to('channels/log'), summary: 'Answers what the log holds' },
    distributeFeed: { action: 'send', channel: to('channels/websub'), summary: 'Delivers a feed that changed' },
  },
  components: {
    messageTraits: { ...eventTraits(examples), ...sealedTrait(examples), ...feedTraits() },
    schemas: asyncSchemas(),
  },
});

const to = (path: string): Reference => ({ $ref: `#/${path}` });
const schema = (name: string): Reference => to(`components/schemas/${name}`);

const OPEN_TYPES = EVENT_TYPES.filter((type) => OPENNESS[type] !== 'never');

const publicMessages = (headers: string): Channel['messages'] => ({
  ...eventMessages(OPEN_TYPES, headers),
  sealed: sealedMessage(headers),
});

const eventMessages = (types: readonly EventType[], headers?: string): Channel['messages'] =>
  Object.fromEntries(
    types.map((type) => [
      type,
      { ...headed(headers), payload: payloadOf(type), traits: [to(`components/messageTraits/${type}`)] },
    ]),
  );

const sealedMessage = (headers?: string): Channel['messages'][string] => ({
  ...headed(headers),
  payload: schema('sealed'),
  traits: [to('components/messageTraits/sealed')],
});

const headed = (headers: string | undefined) => (headers === undefined ? {} : { headers: schema(headers) });

const payloadOf = (type: EventType): JsonSchema => ({
  allOf: [schema('envelope'), { type: 'object', properties: { type: { const: type }, data: schema(type) } }],
});

const feedMessage = (format: string) => ({
  headers: schema('websubHeaders'),
  payload: schema('feed'),
  traits: [to(`components/messageTraits/${format}`)],
});

function eventTraits(examples: readonly object[]): Record<string, MessageTrait> {
  const traits = EVENT_TYPES.map((type) => {
    const ofType = examples.filter((example) => 'type' in example && example.type === type && !('sealed' in example));
    return [type, eventTrait(type, { summary: SUMMARIES[type], examples: ofType })] as const;
  });
  return Object.fromEntries(traits);
}

const sealedTrait = (examples: readonly object[]): Record<string, MessageTrait> => ({
  sealed: eventTrait('sealed', { summary: SEALED, examples: examples.filter((example) => 'sealed' in example) }),
});

const eventTrait = (
  name: string,
  { summary, examples }: { summary: string; examples: readonly object[] },
): MessageTrait => ({
  ...{ name, title: name, summary, contentType: 'application/cloudevents+json' },
  examples: examples.map((payload) => ({ payload })),
});

const FEEDS = {
  rss: { title: 'RSS 2.0', contentType: 'application/rss+xml' },
  atom: { title: 'Atom', contentType: 'application/atom+xml' },
  json: { title: 'JSON Feed 1.1', contentType: 'application/feed+json' },
} as const;

const feedTraits = (): Record<string, MessageTrait> =>
  Object.fromEntries(
    FEED_FORMATS.map((name) => [name, { name, ...FEEDS[name], summary: 'The whole feed, as it stands now' }]),
  );
