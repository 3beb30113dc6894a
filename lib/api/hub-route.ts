import { contentOf, DEFECT, type Described } from './described.ts';
import { problemType } from './failures.ts';
import type { JsonSchema } from './json-schema.ts';

const string = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', description, ...more });

const FORM: JsonSchema = {
  type: 'object',
  required: ['hub.mode', 'hub.topic', 'hub.callback'],
  properties: {
    'hub.mode': string('What is wanted', { enum: ['subscribe', 'unsubscribe'] }),
    'hub.topic': string('A feed, by its own address', { format: 'uri' }),
    'hub.callback': string('Where it is sent to, after it has been asked', { format: 'uri', maxLength: 2048 }),
    'hub.lease_seconds': string('For how long: 5 minutes to 30 days, 10 days unless said', {
      pattern: '^[0-9]{1,12}$',
    }),
    'hub.secret': string(
      'What each delivery is signed with; fewer than 200 bytes of UTF-8, without control characters',
    ),
  },
};

const TEXT = contentOf(['text/plain'], { type: 'string' });

const EXHAUSTED = `[hub.exhausted](${problemType('hub.exhausted')})`;

/** WebSub: its refusals are plain text, unlike all others. */
export const HUB_ROUTE: Described = {
  operationId: 'subscribe',
  summary: 'Subscribe to a feed, or end that',
  description: 'A [WebSub](https://www.w3.org/TR/websub/) hub for the feeds of this Bulletin and for no others.',
  tags: ['Hub'],
  security: [],
  parameters: [],
  requestBody: { required: true, content: contentOf(['application/x-www-form-urlencoded'], FORM) },
  responses: {
    202: { description: 'The callback will be asked whether it wants this', content: TEXT },
    400: { description: 'Something is missing or wrong, or the callback must not be asked', content: TEXT },
    404: { description: 'There is no such feed', content: TEXT },
    413: { description: 'The form is too large', content: TEXT },
    415: { description: 'It is no form', content: TEXT },
    429: { description: `Too many requests for this callback’s host: ${EXHAUSTED}`, content: TEXT },
    503: { description: 'Not at the moment', content: TEXT },
    500: DEFECT,
  },
};
