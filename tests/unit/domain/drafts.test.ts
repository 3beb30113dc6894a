import { describe, expect, it } from 'vitest';
import { ArticleBatch, ArticleChange, ArticleDraft } from '#lib/domain/article-draft.ts';
import { AuthorId, AuthorProfile, bylineOf } from '#lib/domain/author.ts';
import { EndpointChange, EndpointDraft, endOfSecret, Replay, SecretRotation } from '#lib/domain/endpoint.ts';
import { changePublication, createPublication, PublicationDraft, profileOf } from '#lib/domain/publication.ts';
import { aSubmission } from '../../support/a-draft.ts';
import { at } from '../../support/an-article.ts';
import { afterNoon, NOON } from '../../support/system.ts';

const takes = (over: object) => ArticleDraft.safeParse({ ...aSubmission(), ...over }).success;

describe('an article that is submitted', () => {
  it('has no authors, no tags and no attachments, and no status of its own, where it says nothing', () => {
    expect(ArticleDraft.parse(aSubmission())).toEqual({ ...aSubmission(), authors: [], tags: [], attachments: [] });
  });

  it('has each tag once, as it is written first', () => {
    const tags = ['Sky', 'sky', 'SKY ', 'Wind', ' wind', 'Größe', 'grösse'];
    expect(ArticleDraft.parse({ ...aSubmission(), tags }).tags).toEqual(['Sky', 'Wind', 'Größe', 'grösse']);
  });

  it('has its content in one form, without what XML cannot carry', () => {
    expect(ArticleDraft.parse({ ...aSubmission(), content: { html: 'a\u0000\r\nb' } }).content).toEqual({
      html: 'a\nb',
    });
    for (const content of [{}, { html: ' ' }, { markdown: '\u0000' }, { html: 'a', markdown: 'a' }, 'a', { text: 'a' }])
      expect(takes({ content }), JSON.stringify(content)).toBe(false);
  });

  it.each<[string, unknown, unknown]>([
    ['title', 'a'.repeat(300), 'a'.repeat(301)],
    ['summary', 'a'.repeat(2_000), 'a'.repeat(2_001)],
    ['externalId', 'a'.repeat(500), 'a'.repeat(501)],
    ['section', 'a'.repeat(100), 'a'.repeat(101)],
    ['tags', Array.from({ length: 30 }, (_, n) => `tag ${n}`), Array.from({ length: 31 }, (_, n) => `tag ${n}`)],
    ['authors', Array(20).fill('ada'), Array(21).fill('ada')],
    ['attachments', Array(10).fill(anAttachment()), Array(11).fill(anAttachment())],
    ['image', { ...anImage, alt: '', width: 1, height: 100_000, length: 0 }, { ...anImage, width: 0 }],
    ['status', 'withdrawn', 'deleted'],
    ['publishedAt', '2026-11-24T08:30:00+01:00', '2026-11-24'],
  ])('has a %s within its bounds', (name, good, bad) => {
    expect(takes({ [name]: good })).toBe(true);
    expect(takes({ [name]: bad })).toBe(false);
  });

  it.each([
    { url: 'https://news.example/1.mp3' },
    { ...anAttachment(), length: -1 },
    { ...anAttachment(), duration: 1_000_001 },
    { ...anAttachment(), alt: 'x' },
  ])('has no attachment %j', (attachment) => {
    expect(takes({ attachments: [attachment] })).toBe(false);
  });

  it.each([{ caption: '' }, { credit: 'a'.repeat(301) }, { alt: 'a'.repeat(1_001) }, { type: 'jpeg' }, { title: 'x' }])(
    'has no image with %j',
    (over) => {
      expect(takes({ image: { ...anImage, ...over } })).toBe(false);
    },
  );

  it('is refused with a field that nobody knows', () => {
    expect(takes({ body: 'x' })).toBe(false);
  });

  it('is one of 25 at most', () => {
    const batch = (length: number) => ArticleBatch.safeParse({ articles: Array(length).fill(aSubmission()) }).success;
    expect([0, 1, 25, 26].map(batch)).toEqual([false, true, true, false]);
  });
});

function anAttachment() {
  return { url: 'https://news.example/1.mp3', type: 'audio/mpeg', title: 'Talk', length: 1, duration: 60.5 };
}
const anImage = { url: 'https://news.example/1.jpg' };

describe('a change of an article', () => {
  it('is the article, and apart from it what the change says of itself', () => {
    const { draft, notes } = ArticleChange.parse({ ...aSubmission(), correction: ' Nine years. ', minor: true });
    expect(draft).toEqual(ArticleDraft.parse(aSubmission()));
    expect(notes).toEqual({ correction: 'Nine years.', minor: true });
    expect(ArticleChange.parse(aSubmission()).notes).toEqual({ minor: false });
  });

  it.each(['', ' ', 'a'.repeat(2_001)])('has no correction “%s”', (correction) => {
    expect(ArticleChange.safeParse({ ...aSubmission(), correction }).success).toBe(false);
  });
});

describe('an author', () => {
  it('is named in an article with all that a byline shows, and nothing else', () => {
    const shown = { name: 'Ada', avatar: 'https://ada.example/a.jpg', url: 'https://ada.example/' };
    const id = AuthorId.parse('ada');
    expect(bylineOf({ id, ...shown, biography: 'Writes.', modifiedAt: NOON })).toEqual({ id, ...shown });
    expect(bylineOf({ id, name: 'Ada', modifiedAt: NOON })).toEqual({ id, name: 'Ada' });
  });

  it.each([{}, { name: '' }, { name: 'Ada', biography: 'a'.repeat(2_001) }, { name: 'Ada', id: 'ada' }])(
    'is refused as %j',
    (profile) => {
      expect(AuthorProfile.safeParse(profile).success).toBe(false);
    },
  );
});

describe('a publication', () => {
  const draft = PublicationDraft.parse({
    ...{ id: 'harbour-post', title: 'The Harbour Post', language: 'en', url: 'https://harbour.example/news' },
    ...{ description: 'News', links: [{ title: 'Mail', url: 'https://harbour.example/mail' }], feedContent: 'summary' },
  });
  const created = createPublication(draft, { now: at('08:00'), publicUrl: 'https://bulletin.example' });

  it('is begun with an authority of its own host and day, under which its articles have their ids for good', () => {
    expect(created).toEqual({
      ...{ ...draft, authority: 'harbour.example,2026-11-24', revision: 1 },
      ...{ createdAt: at('08:00'), modifiedAt: at('08:00') },
    });
    const { url: _none, ...homeless } = draft;
    const authorityAt = (publicUrl: string) => createPublication(homeless, { now: NOON, publicUrl }).authority;
    expect(authorityAt('https://bulletin.example:8443')).toBe('bulletin.example,2026-11-24');
    expect(authorityAt('http://[::1]:8787')).toBe('--1,2026-11-24');
  });

  it('that changes keeps its id, its authority and its beginning, and nothing that is left out', () => {
    const changed = changePublication(created, { title: 'Other', language: 'de', url: 'https://other.example/' }, NOON);
    expect(changed).toEqual({
      ...{ id: created.id, authority: created.authority, createdAt: created.createdAt, revision: 2, modifiedAt: NOON },
      ...{ title: 'Other', language: 'de', url: 'https://other.example/' },
    });
  });

  it('starts a change from all that may change', () => {
    const changed = changePublication(created, profileOf(created), NOON);
    expect(changed).toEqual({ ...created, revision: 2, modifiedAt: NOON });
  });

  it.each<[string, unknown]>([
    ['title', ''],
    ['language', undefined],
    ['description', 'a'.repeat(1_001)],
    ['links', Array(11).fill({ title: 'x', url: 'https://x.example/' })],
    ['links', [{ title: 'x' }]],
    ['feedContent', 'some'],
    ['authority', 'x'],
  ])('has no such %s: %j', (name, value) => {
    expect(PublicationDraft.safeParse({ ...draft, [name]: value }).success).toBe(false);
  });
});

describe('an endpoint that is registered', () => {
  const url = 'https://receiver.example/hook';

  it.each<[string, object, boolean]>([
    ['nothing but its address', {}, true],
    [
      'all kinds of filters',
      { types: ['bulletin.article.published.v1'], sections: ['a'], tags: ['b'], authors: ['c'] },
      true,
    ],
    ['a filter that lets nothing pass', { tags: [] }, false],
    ['fifty tags', { tags: Array.from({ length: 50 }, (_, n) => `t${n}`) }, true],
    ['more than fifty tags', { tags: Array.from({ length: 51 }, (_, n) => `t${n}`) }, false],
    ['an event that there is not', { types: ['bulletin.article.lost.v1'] }, false],
    ['a status', { status: 'enabled' }, false],
  ])('may have %s', (_, over, good) => {
    expect(EndpointDraft.safeParse({ url, ...over }).success).toBe(good);
  });

  it('that changes says its status, and goes on at the head if it is told to', () => {
    const good = (over: object) => EndpointChange.safeParse({ url, ...over }).success;
    expect(good({ status: 'enabled', skipTo: 'head' })).toBe(true);
    for (const over of [{}, { status: 'gone' }, { status: 'enabled', skipTo: 7 }]) expect(good(over)).toBe(false);
  });

  it('has its secret signing beside a new one for a day, or for up to a week', () => {
    expect(SecretRotation.parse({})).toEqual({ overlapHours: 24 });
    expect([-1, 168, 169].map((overlapHours) => SecretRotation.safeParse({ overlapHours }).success)).toEqual([
      ...[false, true, false],
    ]);
    expect(endOfSecret({ overlapHours: 1.5 }, NOON)).toBe(afterNoon(5_400_000));
  });

  it.each([
    [{ sequence: 1 }, true],
    [{ sequence: 0 }, false],
    [{ after: 0, until: 1 }, true],
    [{ after: -1, until: 1 }, false],
    [{ after: 1 }, false],
    [{ sequence: 1, after: 0, until: 1 }, false],
  ])('is sent %j again: %s', (replay, good) => {
    expect(Replay.safeParse(replay).success).toBe(good);
  });
});
