import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { refreshFeeds } from '#lib/usecases/refresh-feeds.ts';
import { relatedArticles } from '#lib/usecases/related-articles.ts';
import { aDraft, aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';
import { countingIds, NOON, noWait } from '../support/system.ts';

const ids = countingIds();
let store: ATable;
let now = Date.parse(NOON);
let count = 0;
let publication = aPublisher();

const deps = () => ({
  ...storesOf(store),
  clock: { now: (): Instant => instant(new Date(now)) },
  ...{ ids, backoff: noWait, publicUrl: 'https://news.example' },
});

type Draft = Parameters<typeof aDraft>[0];

const publish = async (title: string, over: Draft = {}): Promise<Article> => {
  now += 1000;
  return (await addArticle(aDraft({ title, ...over }), { publication: publication.id }, deps())).article;
};

const change = async ({ id, title }: Article, over: Draft) => {
  const draftFrom = () => ({ draft: aDraft({ title, ...over }), notes: { minor: false } });
  const changing = { publication: publication.id, id, precondition: () => true, authorIds: [], draftFrom };
  return (await changeArticle(changing, deps())).article;
};

const relatedTo = async (article: Article): Promise<string[]> => {
  await refreshFeeds(publication.id, deps());
  return (await relatedArticles(article, deps())).map(({ title }) => title);
};

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  publication = aPublisher({ id: `related-${count}` });
  await deps().publications.add(publication);
});
afterAll(() => store[Symbol.asyncDispose]());

it('a rare tag in common counts more than a common one, and two more than one', async () => {
  for (let n = 0; n < 5; n += 1) await publish(`common ${n}`, { tags: ['News'] });
  await publish('rare', { tags: ['Lighthouse'] });
  await publish('both', { tags: ['News', 'Lighthouse'] });
  const article = await publish('itself', { tags: ['News', 'Lighthouse'] });
  expect(await relatedTo(article)).toEqual(['both', 'rare', 'common 4', 'common 3']);
});

it('the newest of the section fill up what tags leave open, and nothing else does', async () => {
  for (let n = 0; n < 3; n += 1) await publish(`world ${n}`, { section: 'World' });
  await publish('elsewhere', { section: 'Local' });
  await publish('tagged', { tags: ['Lighthouse'] });
  const article = await publish('itself', { section: 'World', tags: ['Lighthouse'] });
  expect(await relatedTo(article)).toEqual(['tagged', 'world 2', 'world 1', 'world 0']);
});

it('an older article is related to a newer one too, without being touched', async () => {
  const older = await publish('older', { tags: ['Lighthouse'] });
  expect(await relatedTo(older)).toEqual([]);
  await publish('newer', { tags: ['Lighthouse'] });
  expect(await relatedTo(older)).toEqual(['newer']);
});

it('what is withdrawn is related to nothing, and what has lost the tag no more', async () => {
  const article = await publish('itself', { tags: ['Lighthouse'] });
  const withdrawn = await publish('withdrawn', { tags: ['Lighthouse'] });
  const changed = await publish('changed', { tags: ['Lighthouse'] });
  expect((await relatedTo(article)).toSorted()).toEqual(['changed', 'withdrawn']);
  await change(withdrawn, { tags: ['Lighthouse'], status: 'withdrawn' });
  await change(changed, { tags: ['Harbour'] });
  expect(await relatedTo(article)).toEqual([]);
  expect(await relatedTo(changed)).toEqual([]);
});

it('the price of an article is the same, however many have its tags', async () => {
  const priceOf = async (title: string) => {
    await publish(title, { tags: ['News', 'Lighthouse'] });
    store.bill();
    await refreshFeeds(publication.id, deps());
    return store.bill();
  };
  for (let n = 0; n < 12; n += 1) await publish(`early ${n}`, { tags: ['News', 'Lighthouse'] });
  await refreshFeeds(publication.id, deps());
  const early = await priceOf('early');
  for (let n = 0; n < 120; n += 1) await publish(`more ${n}`, { tags: ['News', 'Lighthouse'] });
  await refreshFeeds(publication.id, deps());
  const late = await priceOf('late');
  expect(late.written).toBe(early.written);
  expect(late.requests.length).toBe(early.requests.length);
  expect(late.read - early.read).toBeLessThan(12);
});
