import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { later } from '#lib/domain/instant.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { FeedEntries } from '#lib/usecases/feed-ports.ts';
import { type ArticleQuery, listArticles } from '#lib/usecases/list-articles.ts';
import type { Articles } from '#lib/usecases/ports.ts';
import { anArticle, articleId, at } from '../../support/an-article.ts';

const FIRST = at('06:00');
const minute = (n: number) => later(FIRST, n * 60_000);

/** Articles of a publication, one a minute, of which each list is read as the table would give it. */
function aList(articles: readonly Article[]) {
  const positions = articles
    .map(({ id, publishedAt = FIRST }) => ({ at: publishedAt, id }))
    .toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const text = ({ at: moment, id }: ListPosition) => `${moment} ${id}`;
  const after = (place: ListPosition | undefined) => positions.filter((one) => !place || text(one) < text(place));
  const deps = {
    articles: {
      getMany: async (ids) => ids.flatMap((id) => articles.find((one) => one.id === id) ?? []),
      listByStatus: async (_, page) => after(page.after).slice(0, page.limit),
      idOf: async () => undefined,
    } satisfies Pick<Articles, 'getMany' | 'idOf' | 'listByStatus'>,
    entries: {
      newest: async (_, __, page) => after(page.after).slice(0, page.limit),
    } satisfies Pick<FeedEntries, 'newest'>,
  };
  /** The list from its first page to its last. */
  return async (query: Partial<ArticleQuery>) => {
    const pages: (readonly Article[])[] = [];
    for (let next: ListPosition | undefined, last = false; !last; last = next === undefined) {
      const asked = { publication: anArticle().publication, limit: 3, ...query, after: next };
      const page = await listArticles(asked, deps);
      pages.push(page.articles);
      next = page.next;
      if (pages.length > 1_000) throw new Error('the list does not end');
    }
    return pages;
  };
}

const published = (count: number, over: (n: number) => Partial<Article> = () => ({})) =>
  Array.from({ length: count }, (_, n) => anArticle({ id: articleId(n), publishedAt: minute(n), ...over(n) }));
const ids = (pages: readonly (readonly Article[])[]) => pages.flat().map(({ id }) => id);

describe('a list since a moment', () => {
  it.each([0, 1, 3, 4, 6])('of %i articles among sixty ends with them: no page after them is empty', async (count) => {
    const pages = await aList(published(60))({ since: minute(60 - count) });
    expect(ids(pages)).toEqual(Array.from({ length: count }, (_, n) => articleId(59 - n)));
    expect(pages.length).toBeLessThanOrEqual(Math.floor(count / 3) + 1);
  });

  it('has the article of that very moment', async () => {
    expect(ids(await aList(published(5))({ since: minute(3) }))).toEqual([articleId(4), articleId(3)]);
  });

  it('until another has both ends', async () => {
    const pages = await aList(published(10))({ since: minute(2), until: minute(4) });
    expect(ids(pages)).toEqual([4, 3, 2].map(articleId));
  });
});

describe('a list whose articles are filtered', () => {
  it('has every one of them once, however far apart they are', async () => {
    const list = aList(published(100, (n) => ({ tags: n % 30 === 0 ? ['Harbour'] : [], status: 'draft' })));
    expect(ids(await list({ status: 'draft', tag: 'harbour' }))).toEqual([90, 60, 30, 0].map(articleId));
  });

  it.each([
    ['section', { section: 'World' }, { section: 'world' }],
    ['tag', { tags: ['Harbour Bridge'] }, { tag: 'harbour-bridge' }],
    ['author', { authors: [{ id: 'ada', name: 'Ada' }] } as unknown as Partial<Article>, { author: 'ada' }],
  ])('by %s leaves out those that have left it since', async (_, over, query) => {
    const list = aList(published(4, (n) => (n === 2 ? over : {})));
    expect(ids(await list(query))).toEqual([articleId(2)]);
  });

  it('leaves out articles that are no longer of its status', async () => {
    const list = aList(published(4, (n) => (n === 1 ? { status: 'withdrawn' } : {})));
    expect(ids(await list({}))).toEqual([3, 2, 0].map(articleId));
  });
});
