import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { AuthorId } from '#lib/domain/author.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import { articleChanged, articleDeleted } from '#lib/events/article-events.ts';
import { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import { isIn, membershipChange, termsOf } from '#lib/events/feed-membership.ts';
import { aByline, anArticle, at, PUBLIC_URL } from '../../support/an-article.ts';

const filed: Partial<Article> = {
  ...{ section: 'World News', tags: ['Sky', 'Élections'], authors: [aByline()] },
  ...{ language: 'de-AT', archive: 0 },
};

const FEEDS: FeedId[] = [
  { kind: 'publication' },
  { kind: 'section', name: 'world-news' },
  { kind: 'tag', name: 'sky' },
  { kind: 'tag', name: 'élections' },
  { kind: 'author', name: 'ada-example' },
  { kind: 'language', name: 'de-at' },
  { kind: 'archive', name: '0' },
];
const composed = (name: string): FeedId => ({ kind: 'composed', name });

describe.each(FEEDS)('the feed %j', (feed) => {
  it('has a published article of its kind', () => {
    expect(isIn(feed, anArticle(filed))).toBe(true);
  });

  it.each<[string, Partial<Article>]>([
    ['a draft', { status: 'draft', publishedAt: undefined }],
    ['a plan', { status: 'scheduled', publishedAt: undefined, publishAt: at('18:00') }],
    ['what was withdrawn', { status: 'withdrawn', withdrawnAt: at('09:00') }],
  ])('has not %s', (_, over) => {
    expect(isIn(feed, anArticle({ ...filed, ...over }))).toBe(false);
  });
});

it.each(FEEDS.slice(1))('the feed %j has no article of another kind', (feed) => {
  const other = anArticle({ section: 'World', tags: ['Sky high'], language: 'de', archive: 1 });
  expect(isIn(feed, other)).toBe(false);
});

describe('a composed feed', () => {
  it.each([
    ['tag=sky', true],
    ['tag=other,sky', true],
    ['tag=other', false],
    ['section=world-news&tag=sky', true],
    ['section=city&tag=sky', false],
    ['author=ada-example&section=world-news&tag=sky', true],
    ['author=mira&section=world-news&tag=sky', false],
    ['not=sport', true],
    ['not=sky', false],
    ['not=world-news', false],
    ['not=ada-example', true],
    ['author=ada-example&not=sky', false],
    ['not=sport&tag=sky', true],
  ])('of %s has an article that is in World News, of Sky, by Ada: %s', (name, expected) => {
    expect(isIn(composed(name), anArticle(filed))).toBe(expected);
  });

  it('has nothing that is not published', () => {
    for (const name of ['tag=sky', 'not=sport'])
      expect(isIn(composed(name), anArticle({ ...filed, status: 'withdrawn' })), name).toBe(false);
  });
});

describe('an event says of its article', () => {
  const around = (before: Partial<Article> | undefined, after: Partial<Article>) =>
    ArticleSnapshot.parse(
      articleChanged({
        ...{ before: before && anArticle(before), after: anArticle(after), publicUrl: PUBLIC_URL },
      }).data,
    );
  const deleted = (article: Partial<Article>) =>
    ArticleErasure.parse(articleDeleted(anArticle(article), at('12:00')).data);

  it('which feeds it is in, and since when', () => {
    expect(membershipChange(around(undefined, filed))).toEqual({ now: { at: at('08:00'), feeds: FEEDS } });
    const twice = { ...filed, tags: ['Sky', 'Élections', 'sky'] };
    expect(membershipChange(around(undefined, twice)).now?.feeds).toEqual(FEEDS);
  });

  it('each of the feeds that share a name', () => {
    const named = { section: 'Ada', tags: ['Ada'], authors: [aByline({ id: AuthorId.parse('ada') })] };
    expect(membershipChange(around(undefined, named)).now?.feeds).toEqual([
      { kind: 'publication' },
      ...(['section', 'tag', 'author'] as const).map((kind) => ({ kind, name: 'ada' })),
    ]);
  });

  it('that it was in no section and had no language before it got one', () => {
    const { section: _none, language: _neither, ...before } = filed;
    const kinds = membershipChange(around(before, filed)).before?.feeds.map(({ kind }) => kind);
    expect(kinds).toEqual(['publication', 'tag', 'tag', 'author', 'archive']);
  });

  it('which it was in before, whatever has changed', () => {
    const { before, now } = membershipChange(around(filed, { ...filed, section: 'City', tags: [] }));
    expect(before).toEqual({ at: at('08:00'), feeds: FEEDS });
    expect(now?.feeds).toEqual([FEEDS[0], { kind: 'section', name: 'city' }, ...FEEDS.slice(4)]);
  });

  it.each<[string, Partial<Article>]>([
    ['withdrawn', { ...filed, status: 'withdrawn' }],
    ['a draft', { ...filed, status: 'draft', publishedAt: undefined }],
  ])('that it is in none when it is %s', (_, after) => {
    expect(membershipChange(around(filed, after))).toEqual({ before: { at: at('08:00'), feeds: FEEDS } });
  });

  it('that it was in none before it was published', () => {
    const draft = { ...filed, status: 'draft', publishedAt: undefined, archive: undefined } as const;
    expect(membershipChange(around(draft, filed))).toEqual({ now: { at: at('08:00'), feeds: FEEDS } });
  });

  it('which it was in until it was deleted', () => {
    expect(membershipChange(deleted(filed))).toEqual({ before: { at: at('08:00'), feeds: FEEDS } });
    expect(membershipChange(deleted({ ...filed, status: 'withdrawn' }))).toEqual({});
  });

  it('its terms, by slug and as people read them', () => {
    expect(termsOf(around(undefined, filed))).toEqual([
      { feed: FEEDS[1], label: 'World News' },
      { feed: FEEDS[2], label: 'Sky' },
      { feed: FEEDS[3], label: 'Élections' },
      { feed: FEEDS[4], label: 'Ada Example' },
      { feed: FEEDS[5], label: 'de-AT' },
    ]);
    expect(termsOf(around(undefined, {}))).toEqual([]);
  });

  it('its authors by their ids, whatever they are called', () => {
    const authors = [aByline({ id: AuthorId.parse('al'), name: 'Ada Lovelace' })];
    expect(termsOf(anArticle({ authors }))).toEqual([{ feed: { kind: 'author', name: 'al' }, label: 'Ada Lovelace' }]);
  });
});
