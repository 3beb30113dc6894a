import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '#lib/events/catalogue.ts';
import { claimCheck, fitted } from '#lib/events/claim-check.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { PUBLIC_URL } from '../support/an-article.ts';
import { exampleOf } from './example-events.ts';

describe.each(EVENT_TYPES)('%s', (type) => {
  const event = exampleOf(type);

  it('CE-01 says what it is, where it comes from and what kind it is of', () => {
    expect(event).toMatchObject({ specversion: '1.0', source: '/publications/bulletin-news', type });
    expect(event.id).toMatch(/^[0-7][0-9a-hjkmnp-tv-z]{25}$/);
  });

  it('CE-02 has attribute names of lower-case letters and digits, at most 20', () => {
    for (const name of Object.keys(event)) expect(name).toMatch(/^[a-z0-9]{1,20}$/);
  });

  it('CE-03 has a time in UTC, a subject, and the address of the schema of its own version', () => {
    expect(event.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(event.subject).not.toBe('');
    expect(event.dataschema).toBe(`${PUBLIC_URL}/v1/schemas/${type}`);
  });

  it('CE-04 carries its data as JSON, and no null for what is absent', () => {
    expect(event.datacontenttype).toBe('application/json');
    expect(event.data).toBeTypeOf('object');
    expect(Object.values(event)).not.toContain(null);
  });

  it('CE-06 sorts by sequence as text', () => {
    expect(event.sequence).toMatch(/^\d{12}$/);
  });

  it('CE-07 as a claim check is the same event, with an address instead of its data', () => {
    const sent = publicEventOf(event);
    const { data: _left, ...envelope } = { data: undefined, ...sent };
    const dataref = `${PUBLIC_URL}/v1/publications/bulletin-news/events/${Number(event.sequence)}`;
    // A sealed event has no data to leave out.
    expect(claimCheck(sent, PUBLIC_URL)).toEqual('sealed' in sent ? sent : { ...envelope, dataref });
  });
});

it('CE-05 an event goes out whole up to 64 KiB, and as a claim check beyond', () => {
  const event = exampleOf('bulletin.article.published.v1');
  if (!event.data || !('content' in event.data)) throw new TypeError('the example has no content');
  const { data } = event;
  const sized = (bytes: number) =>
    publicEventOf({ ...event, data: { ...data, content: { html: 'x'.repeat(bytes) } } } as typeof event);
  const rest = Buffer.byteLength(JSON.stringify(sized(0)));
  expect(fitted(sized(65_536 - rest), PUBLIC_URL)).toHaveProperty('data');
  expect(fitted(sized(65_537 - rest), PUBLIC_URL)).toHaveProperty('dataref');
});
