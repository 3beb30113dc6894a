import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Instant } from '#lib/domain/instant.ts';
import { EVENT_TYPES } from '#lib/events/catalogue.ts';
import { BulletinEvent, SealedEvent } from '#lib/events/envelope.ts';
import { envelopeSchema, schemaOf, sealedSchema } from '#lib/events/schemas.ts';
import { breakingChanges } from '../support/breaking-changes.ts';
import { exampleOf, sealedExample } from './example-events.ts';

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
ajv.addFormat('date-time', (text) => Instant.safeParse(text).success);

const faults = (schema: object, data: unknown) => (ajv.validate(schema, data) ? [] : ajv.errors);
const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const kept = (path: string) => {
  const file = new URL(path, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};

describe.each(EVENT_TYPES)('%s', (type) => {
  // Read before the snapshots are compared: an update of them must not hide a break.
  const published = kept(`golden/schemas/${type}.json`);
  const event = kept(`../../examples/events/${type}.json`);

  it('has a schema that keeps what was published', async () => {
    expect(breakingChanges(published ?? schemaOf(type), schemaOf(type))).toEqual([]);
    await expect(text(schemaOf(type))).toMatchFileSnapshot(`golden/schemas/${type}.json`);
  });

  it('is told as it was', async () => {
    await expect(text(exampleOf(type))).toMatchFileSnapshot(`../../examples/events/${type}.json`);
  });

  it('is what its schema says, and what the published one said', () => {
    const { data } = exampleOf(type);
    expect(faults(schemaOf(type), data)).toEqual([]);
    expect(faults(published ?? {}, data)).toEqual([]);
  });

  it('is still read as it was once written', () => {
    const written = event ?? exampleOf(type);
    expect(BulletinEvent.parse(written)).toEqual(written);
    expect(faults(schemaOf(type), written.data)).toEqual([]);
  });

  it('may gain fields, and its schema does not refuse them', () => {
    expect(faults(schemaOf(type), { ...exampleOf(type).data, added: { later: true } })).toEqual([]);
  });

  it('is refused by its schema without any of the fields that are always there', () => {
    for (const field of schemaOf(type).required ?? []) {
      const { [field]: _left, ...rest }: Record<string, unknown> = { ...exampleOf(type).data };
      expect(faults(schemaOf(type), rest), field).not.toEqual([]);
    }
  });
});

describe('the envelope', () => {
  const published = kept('golden/schemas/envelope.json');

  it('keeps what was published', async () => {
    expect(breakingChanges(published ?? envelopeSchema(), envelopeSchema())).toEqual([]);
    await expect(text(envelopeSchema())).toMatchFileSnapshot('golden/schemas/envelope.json');
  });

  it.each(EVENT_TYPES)('is around %s', (type) => {
    expect(faults(envelopeSchema(), exampleOf(type))).toEqual([]);
  });
});

describe('a sealed event', () => {
  const published = kept('golden/schemas/sealed.json');

  it('keeps what was published', async () => {
    expect(breakingChanges(published ?? sealedSchema(), sealedSchema())).toEqual([]);
    await expect(text(sealedSchema())).toMatchFileSnapshot('golden/schemas/sealed.json');
    await expect(text(sealedExample())).toMatchFileSnapshot('../../examples/events/sealed.json');
  });

  it('has every attribute that its schema names, and no other', () => {
    expect(faults(sealedSchema(), sealedExample())).toEqual([]);
    expect(Object.keys(sealedExample()).toSorted()).toEqual(Object.keys(SealedEvent.shape).toSorted());
  });

  it('is no whole event, and a whole event is not sealed', () => {
    expect(BulletinEvent.safeParse(sealedExample()).success).toBe(false);
    for (const type of EVENT_TYPES) expect(faults(sealedSchema(), exampleOf(type)), type).not.toEqual([]);
  });
});

it('no type goes that was ever published', () => {
  const published = readdirSync(new URL('golden/schemas', import.meta.url)).map((file) => file.replace('.json', ''));
  expect([...EVENT_TYPES, 'envelope', 'sealed']).toEqual(expect.arrayContaining(published));
});

describe('of a published schema', () => {
  const before = {
    type: 'object',
    properties: {
      title: { type: 'string' },
      status: { type: 'string', enum: ['draft', 'published'] },
      image: { type: 'object', properties: { url: { type: 'string' }, alt: { type: 'string' } }, required: ['url'] },
    },
    required: ['title', 'status'],
  };
  const { title, status, image } = before.properties;
  const withProperties = (properties: object) => ({ ...before, properties });
  const withImage = (over: object) => withProperties({ title, status, image: { ...image, ...over } });

  it.each([
    ['nothing', before],
    ['the order of what is required', { ...before, required: ['status', 'title'] }],
    [
      'a field that may be left out, which comes',
      withProperties({ ...before.properties, required: { type: 'string' } }),
    ],
    [
      'a field further down, which comes',
      withImage({ properties: { ...image.properties, credit: { type: 'string' } } }),
    ],
    [
      'a value, which comes',
      withProperties({ title, image, status: { ...status, enum: ['draft', 'published', 'due'] } }),
    ],
  ])('%s may change', (_, after) => {
    expect(breakingChanges(before, after)).toEqual([]);
  });

  it.each([
    ['a field that goes', withProperties({ title, status })],
    ['a field further down that goes', withImage({ properties: { url: { type: 'string' } } })],
    ['a field that must be there from now on', { ...before, required: ['title', 'status', 'image'] }],
    ['a field that may be left out from now on', { ...before, required: ['title'] }],
    ['a field further down that must be there', withImage({ required: ['url', 'alt'] })],
    ['another type', withProperties({ title: { type: 'number' }, status, image })],
    ['a type more', withProperties({ title: { type: ['string', 'null'] }, status, image })],
    ['a value that goes', withProperties({ title, image, status: { ...status, enum: ['draft'] } })],
    ['a limit that comes', withProperties({ title: { type: 'string', maxLength: 9 }, status, image })],
    ['closing it to additions', { ...before, additionalProperties: false }],
  ])('%s is a break', (_, after) => {
    expect(breakingChanges(before, after)).toHaveLength(1);
  });
});
