import { describe, expect, it } from 'vitest';
import { articleChanged, articleDeleted } from '#lib/events/article-events.ts';
import { claimCheck, fitted } from '#lib/events/claim-check.ts';
import { endpointDisabled } from '#lib/events/endpoint-events.ts';
import { BulletinEvent, Envelope } from '#lib/events/envelope.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { publicationUpdated } from '#lib/events/publication-events.ts';
import { anArticle, aPublication, at, PUBLIC_URL } from '../../support/an-article.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { anEvent } from '../../support/an-event.ts';

const published = (html: string) => articleChanged({ after: anArticle({ content: { html } }), publicUrl: PUBLIC_URL });

const EVENTS = {
  article: anEvent(published('<p>x</p>'), { sequence: 42 }),
  deletion: anEvent(articleDeleted(anArticle(), at('12:00')), { sequence: 42 }),
  publication: anEvent(publicationUpdated(aPublication()), { sequence: 42 }),
  endpoint: anEvent(endpointDisabled(anEndpoint(), { reason: 'owner', now: at('12:00') }), { sequence: 42 }),
};

describe.each(Object.entries(EVENTS))('an event of %s', (_, event) => {
  it('says where it stands, and where the shape of its data is described', () => {
    expect(event).toMatchObject({
      ...{ specversion: '1.0', source: '/publications/harbour-post', partitionkey: 'harbour-post' },
      ...{ sequence: '000000000042', time: at('12:00'), datacontenttype: 'application/json' },
      dataschema: `https://news.example/v1/schemas/${event.type}`,
    });
    expect(Envelope.parse(event)).toMatchObject({ id: event.id, type: event.type, subject: event.subject });
  });

  it('is read back as it was written, whole, as a claim check, and erased', () => {
    const { data: _gone, ...rest } = event;
    const erased = { ...rest, erased: true as const };
    const open = publicEventOf(event);
    const check = 'sealed' in open ? [] : [claimCheck(open, PUBLIC_URL)];
    for (const one of [event, ...check, erased])
      expect(BulletinEvent.parse(JSON.parse(JSON.stringify(one)))).toEqual(JSON.parse(JSON.stringify(one)));
  });

  it('is read where a newer version has written more into it', () => {
    expect(BulletinEvent.parse({ ...event, added: 'x', data: { ...event.data, added: true } })).toEqual(event);
  });

  it.each(['specversion', 'id', 'source', 'subject', 'time', 'sequence', 'partitionkey', 'dataschema', 'type'])(
    'is none without its %s',
    (name) => {
      expect(BulletinEvent.safeParse({ ...event, [name]: undefined }).success).toBe(false);
    },
  );

  it.each<[string, unknown]>([
    ['specversion', '0.3'],
    ['source', 'https://news.example/publications/harbour-post'],
    ['sequence', '42'],
    ['time', 'today'],
    ['partitionkey', 'v1'],
    ['datacontenttype', 'text/plain'],
    ['type', 'bulletin.article.lost.v1'],
    ['erased', false],
    ['data', { id: 'x' }],
  ])('is none with the %s %j', (name, value) => {
    expect(BulletinEvent.safeParse({ ...event, [name]: value }).success).toBe(false);
  });
});

describe('an event that is too large', () => {
  const sizeOf = (html: string) => Buffer.byteLength(JSON.stringify(anEvent(published(html))));
  const room = 64 * 1024 - sizeOf('東') + 3;
  const full = `${'東'.repeat(Math.floor(room / 3))}${'x'.repeat(room % 3)}`;

  it('is one of more than 64 KiB, counted as they are sent', () => {
    const fits = publicEventOf(anEvent(published(full)));
    expect(sizeOf(full)).toBe(64 * 1024);
    expect(fitted(fits, PUBLIC_URL)).toEqual(fits);
    expect(fitted(publicEventOf(anEvent(published(`${full}x`))), PUBLIC_URL)).not.toHaveProperty('data');
  });

  it('goes out with where it is, and no word of its content', () => {
    const event = anEvent(published(`${full}x`), { sequence: 42 });
    const { data: _withheld, ...envelope } = event;
    expect(fitted(publicEventOf(event), PUBLIC_URL)).toEqual({
      ...envelope,
      dataref: 'https://news.example/v1/publications/harbour-post/events/42',
    });
  });

  it('has nothing to leave out where it is sealed', () => {
    const draft = articleChanged({ after: anArticle({ status: 'draft' }), publicUrl: PUBLIC_URL });
    const sealed = publicEventOf(anEvent(draft));
    expect(claimCheck(sealed, PUBLIC_URL)).toEqual(sealed);
  });
});
