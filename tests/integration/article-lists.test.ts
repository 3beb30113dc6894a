import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article, ArticleId, ArticleStatus } from '#lib/domain/article.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { Slug } from '#lib/domain/slug.ts';
import { commitOf, type Stores } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { anArticle, articleId } from '../support/an-article.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon } from '../support/system.ts';

let table: ATable;
let all: Stores;
let publication: PublicationId;
let head: number;
let count = 0;

beforeAll(async () => {
  table = await ATable.create();
  all = storesOf(table);
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(() => {
  count += 1;
  head = 0;
  publication = PublicationId.parse(`post-${count}`);
});

const later = (minutes: number) => afterNoon(minutes * 60_000);
const idOf = (n: number) => articleId(100 * count + n);

async function commit(after: Article, before?: Article): Promise<Article> {
  const outcome = await all.log.commit(commitOf(after, { head, ...(before && { before }) }));
  expect(outcome).toEqual({ outcome: 'committed' });
  head += 1;
  return after;
}

const add = (n: number, over: Partial<Article> = {}) =>
  commit(anArticle({ id: idOf(n), publication, slug: Slug.parse(`slug-${n}`), ...over }));
const change = (before: Article, over: Partial<Article>) =>
  commit({ ...before, revision: before.revision + 1, ...over }, before);

async function erase(before: Article): Promise<void> {
  const { id, revision } = before;
  const [entry] = commitOf({ ...before, revision: revision + 1 }, { head, before }).entries;
  if (!entry) throw new Error('there is no event');
  const after = { id, publication, revision: revision + 1, status: 'deleted' } as const;
  const entries = [{ event: entry.event, change: { kind: 'erasure', before, after } as const }];
  expect(await all.log.commit({ publication, head, entries })).toEqual({ outcome: 'committed' });
  head += 1;
}

const listed = async (status: ArticleStatus, page: { after?: { at: string; id: string }; limit?: number } = {}) => {
  const { after, limit = 10 } = page;
  const positions = await all.articles.listByStatus(publication, { status, limit, after: after as never });
  return positions.map(({ id }) => id);
};

describe('articles are listed', () => {
  it('as published by when they were, the newest first', async () => {
    await add(1, { publishedAt: later(2) });
    await add(2, { publishedAt: later(3) });
    await add(3, { publishedAt: later(1) });
    expect(await listed('published')).toEqual([idOf(2), idOf(1), idOf(3)]);
  });

  it('as scheduled by when they are due, as drafts by when they were made', async () => {
    const unpublished = { publishedAt: undefined };
    await add(1, { ...unpublished, status: 'scheduled', publishAt: later(20), createdAt: later(1) });
    await add(2, { ...unpublished, status: 'scheduled', publishAt: later(10), createdAt: later(2) });
    await add(3, { ...unpublished, status: 'draft', createdAt: later(3) });
    await add(4, { ...unpublished, status: 'draft', createdAt: later(4) });
    expect([await listed('scheduled'), await listed('draft')]).toEqual([
      [idOf(1), idOf(2)],
      [idOf(4), idOf(3)],
    ]);
  });

  it('a page after the other, also within one moment', async () => {
    for (let n = 1; n <= 5; n += 1) await add(n);
    const found: string[] = [];
    for (let position = (await pageAfter())[0]; position; position = (await pageAfter(position))[0])
      found.push(position.id);
    expect(found).toEqual([5, 4, 3, 2, 1].map(idOf));
  });

  const pageAfter = (after?: Awaited<ReturnType<Stores['articles']['listByStatus']>>[number]) =>
    all.articles.listByStatus(publication, { status: 'published', limit: 1, after });

  it('where they are now, and nowhere once they are deleted', async () => {
    const article = await add(1);
    const withdrawn = await change(article, { status: 'withdrawn', withdrawnAt: later(1) });
    expect([await listed('published'), await listed('withdrawn')]).toEqual([[], [idOf(1)]]);
    await erase(withdrawn);
    expect([await listed('published'), await listed('withdrawn')]).toEqual([[], []]);
  });
});

describe('articles that are asked for by their ids', () => {
  it('come in that order, without those that are missing or deleted', async () => {
    for (let n = 1; n <= 12; n += 1) await add(n);
    const gone = await add(13);
    await erase(gone);
    const wanted = [7, 3, 99, 12, 13, 1, 10].map(idOf);
    expect((await all.articles.getMany(wanted)).map(({ id }) => id)).toEqual([7, 3, 12, 1, 10].map(idOf));
  });
});

describe('an article’s history', () => {
  it('is its own, the newest first, page by page, also beyond the tenth revision', async () => {
    let article = await add(1);
    await add(2);
    for (let n = 2; n <= 12; n += 1) article = await change(article, { title: `Number ${n}` });
    const revisionsFrom = async (before?: number) =>
      (await all.log.revisions(idOf(1), { before, limit: 5 })).flatMap(({ data }) =>
        data && 'revision' in data ? [data.revision] : [],
      );
    expect(await revisionsFrom()).toEqual([12, 11, 10, 9, 8]);
    expect(await revisionsFrom(8)).toEqual([7, 6, 5, 4, 3]);
    expect(await revisionsFrom(3)).toEqual([2, 1]);
  });
});

describe('a scheduled article’s timer', () => {
  const due = async (minutes: number) =>
    (await all.timers.dueIn(later(minutes))).flatMap(({ subject, publication: of }) =>
      of === publication ? [subject as ArticleId] : [],
    );
  const scheduled = (minutes: number) =>
    ({ status: 'scheduled', publishAt: later(minutes), publishedAt: undefined }) as const;

  it('is at its time and at no other, however often that is changed', async () => {
    const article = await add(1, scheduled(10));
    const moved = await change(article, scheduled(20));
    expect([await due(10), await due(20)]).toEqual([[], [idOf(1)]]);
    await change(moved, { title: 'Another' });
    expect(await due(20)).toEqual([idOf(1)]);
  });

  it('is gone when it is published or deleted', async () => {
    await change(await add(1, scheduled(30)), { status: 'published', publishAt: undefined, publishedAt: later(1) });
    await erase(await add(2, scheduled(30)));
    expect(await due(30)).toEqual([]);
  });
});
