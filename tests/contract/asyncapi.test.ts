import { readFileSync } from 'node:fs';
import { Parser } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { asyncApiDocument } from '#lib/api/async-document.ts';
import { ATTRIBUTES, SNS_ATTRIBUTES } from '#lib/api/event-messages.ts';
import { eventsPage } from '#lib/docs/events-page.ts';
import { EVENT_TYPES } from '#lib/events/catalogue.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { envelopeSchema, sealedSchema } from '#lib/events/schemas.ts';
import { attributesOf } from '#lib/messaging/attributes.ts';
import { everyExample, exampleOf, sealedExample } from './example-events.ts';

const document = asyncApiDocument(everyExample());
const publicExampleOf = (type: (typeof EVENT_TYPES)[number]) => publicEventOf(exampleOf(type));
const OPEN_TYPES = EVENT_TYPES.filter((type) => !('sealed' in publicExampleOf(type)));
const ERROR = 0;

describe('the AsyncAPI document', () => {
  it('is AsyncAPI 3, without an error', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => severity === ERROR)).toEqual([]);
    expect(parsed?.version()).toBe('3.0.0');
    expect(
      parsed
        ?.channels()
        .all()
        .map((channel) => channel.id()),
    ).toEqual(['sns', 'webhook', 'log', 'websub']);
  });

  it.each([
    ['sns', OPEN_TYPES],
    ['webhook', OPEN_TYPES],
    ['log', EVENT_TYPES],
  ])('has every type that is whole on %s, and a sealed event, with an example', (channel, types) => {
    expect(Object.keys(document.channels[channel]?.messages ?? {})).toEqual([...types, 'sealed']);
    expect(document.components.messageTraits.sealed?.examples).toEqual([{ payload: sealedExample() }]);
    for (const type of EVENT_TYPES) {
      expect(document.components.messageTraits[type]?.examples).toEqual([{ payload: exampleOf(type) }]);
    }
  });

  it.each(EVENT_TYPES)('has a payload for %s that takes its example, and that of no other', (type) => {
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
    ajv.addSchema(document, 'document');
    const payload = { $ref: `document#/channels/log/messages/${type}/payload` };
    expect(everyExample().filter((other) => ajv.validate(payload, other))).toEqual([exampleOf(type)]);
  });

  it('has a payload for a sealed event, that takes no other', () => {
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
    ajv.addSchema(document, 'document');
    const payload = { $ref: 'document#/channels/sns/messages/sealed/payload' };
    expect(everyExample().filter((other) => ajv.validate(payload, other))).toEqual([sealedExample()]);
  });

  it('says what every attribute is that needs it, and none that there is not', () => {
    const attributes = [envelopeSchema(), sealedSchema()].flatMap(({ properties = {} }) => Object.keys(properties));
    expect(attributes).toEqual(expect.arrayContaining(Object.keys(ATTRIBUTES)));
    const sent = EVENT_TYPES.flatMap((type) => Object.keys(attributesOf(publicExampleOf(type))));
    expect(new Set(sent)).toEqual(new Set(Object.keys(SNS_ATTRIBUTES)));
  });
});

describe('the page about events', () => {
  const html = eventsPage(document);

  it('shows every type with its fields and its example, and every way', () => {
    for (const type of EVENT_TYPES) expect(html).toContain(`<section id="${type}">`);
    for (const field of ['authors[].name', 'image.url', 'previous.slug', 'webhook-signature', 'X-Hub-Signature'])
      expect(html, field).toContain(`<code>${field}</code>`);
    expect(html.match(/<summary>Example<\/summary>/g)).toHaveLength(EVENT_TYPES.length + 1);
    expect(html).toContain('<h2 id="sealed">');
  });

  it('lets no text of an example become markup', () => {
    const example = { ...exampleOf('bulletin.article.published.v1'), subject: '</pre><script>alert(1)</script>' };
    expect(eventsPage(asyncApiDocument([example]))).not.toContain('<script');
  });

  it('is made of the examples that are kept', () => {
    const kept = [...EVENT_TYPES, 'sealed'].map((name) =>
      JSON.parse(readFileSync(`examples/events/${name}.json`, 'utf8')),
    );
    expect(asyncApiDocument(kept)).toEqual(JSON.parse(JSON.stringify(document)));
  });
});
