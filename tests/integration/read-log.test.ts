import { afterAll, beforeAll, expect, it } from 'vitest';
import { addArticles } from '#lib/usecases/add-articles.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import { aDraft, aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { askLog } from '../support/ask-log.ts';
import { storesOf } from '../support/stores.ts';
import { countingIds, fixedClock, noWait, steppingTime } from '../support/system.ts';

let table: ATable;
const ids = countingIds();
const deps = () => ({ ...storesOf(table), clock: fixedClock(), ids, backoff: noWait, publicUrl: 'https://x.example' });

beforeAll(async () => {
  table = await ATable.create();
});
afterAll(() => table[Symbol.asyncDispose]());

async function aPublication(id: string) {
  const publication = aPublisher({ id });
  await deps().publications.add(publication);
  const write = (count: number) =>
    addArticles(
      Array.from({ length: count }, (_, n) => aDraft({ title: `Number ${n} of ${ids.next()}` })),
      { publication: publication.id, pointerOf: (index) => `/${index}` },
      deps(),
    );
  const { clock, pauses } = steppingTime();
  return { id: publication.id, write, ask: askLog({ ...deps(), clock, pauses }, publication.id) };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

it('is read from the beginning to the end along its links, over the borders of its pages, while others write', async () => {
  const { write, ask } = await aPublication('long-log');
  const writing = upTo(3).map(async () => {
    for (let batch = 0; batch < 9; batch += 1) await write(25);
  });
  const seen: number[] = [];
  for (let query = 'limit=70&wait=1'; seen.length < 675; ) {
    const { sequences, next = '' } = await ask(query);
    seen.push(...sequences);
    query = next;
  }
  await Promise.all(writing);
  expect(seen).toEqual(upTo(675));
});

it('costs a read of 4 KB for what is in it, however far from the beginning one is', async () => {
  const { write, ask } = await aPublication('deep-log');
  for (let batch = 0; batch < 12; batch += 1) await write(25);
  table.bill();
  await ask('after=290&limit=10');
  const { requests, read } = table.bill();
  expect(requests).toEqual(['GetItem', 'Query']);
  expect(read).toBeLessThanOrEqual(3);
});

it('has deletions in it, and what was deleted as envelopes', async () => {
  const { id, write, ask } = await aPublication('erased-log');
  const [saved] = await write(1);
  if (!saved) throw new TypeError('nothing was saved');
  const { article } = saved;
  await deleteArticle({ publication: id, id: article.id, precondition: () => true }, deps());
  await deps().log.erase(await deps().log.revisions(article.id, { limit: 10 }));
  const { text } = await ask('');
  expect(JSON.parse(text)).toMatchObject([
    { sequence: '000000000001', type: 'bulletin.article.published.v1', erased: true },
    { sequence: '000000000002', type: 'bulletin.article.deleted.v1', data: { id: article.id } },
  ]);
});
