import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { relatedArticles } from '#lib/usecases/related-articles.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;

const relatedTo = async (article: Article): Promise<string[]> => {
  await desk.refresh();
  return (await relatedArticles(article, desk.deps)).map(({ title }) => title);
};

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `related-${count}` });
});
afterAll(() => store[Symbol.asyncDispose]());

it('a rare tag in common counts more than a common one, and two more than one', async () => {
  for (let n = 0; n < 5; n += 1) await desk.publish(`common ${n}`, { tags: ['News'] });
  await desk.publish('rare', { tags: ['Lighthouse'] });
  await desk.publish('both', { tags: ['News', 'Lighthouse'] });
  const article = await desk.publish('itself', { tags: ['News', 'Lighthouse'] });
  expect(await relatedTo(article)).toEqual(['both', 'rare', 'common 4', 'common 3']);
});

it('the newest of the section fill up what tags leave open, and nothing else does', async () => {
  for (let n = 0; n < 3; n += 1) await desk.publish(`world ${n}`, { section: 'World' });
  await desk.publish('elsewhere', { section: 'Local' });
  await desk.publish('tagged', { tags: ['Lighthouse'] });
  const article = await desk.publish('itself', { section: 'World', tags: ['Lighthouse'] });
  expect(await relatedTo(article)).toEqual(['tagged', 'world 2', 'world 1', 'world 0']);
});

it('an older article is related to a newer one too, without being touched', async () => {
  const older = await desk.publish('older', { tags: ['Lighthouse'] });
  expect(await relatedTo(older)).toEqual([]);
  await desk.publish('newer', { tags: ['Lighthouse'] });
  expect(await relatedTo(older)).toEqual(['newer']);
});

it('what is withdrawn is related to nothing, and what has lost the tag no more', async () => {
  const article = await desk.publish('itself', { tags: ['Lighthouse'] });
  const withdrawn = await desk.publish('withdrawn', { tags: ['Lighthouse'] });
  const changed = await desk.publish('changed', { tags: ['Lighthouse'] });
  expect((await relatedTo(article)).toSorted()).toEqual(['changed', 'withdrawn']);
  await desk.change(withdrawn, { tags: ['Lighthouse'], status: 'withdrawn' });
  const elsewhere = await desk.change(changed, { tags: ['Harbour'] });
  expect(await relatedTo(article)).toEqual([]);
  expect(await relatedTo(elsewhere)).toEqual([]);
});

it('the price of an article is the same, however many have its tags', async () => {
  const priceOf = async (title: string) => {
    await desk.publish(title, { tags: ['News', 'Lighthouse'] });
    store.bill();
    await desk.refresh();
    return store.bill();
  };
  for (let n = 0; n < 12; n += 1) await desk.publish(`early ${n}`, { tags: ['News', 'Lighthouse'] });
  await desk.refresh();
  const early = await priceOf('early');
  for (let n = 0; n < 120; n += 1) await desk.publish(`more ${n}`, { tags: ['News', 'Lighthouse'] });
  await desk.refresh();
  const late = await priceOf('late');
  expect(late.written).toBe(early.written);
  expect(late.requests.length).toBe(early.requests.length);
  expect(late.read - early.read).toBeLessThan(12);
});
