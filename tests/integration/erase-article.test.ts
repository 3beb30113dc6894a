import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { eraseArticle } from '#lib/usecases/erase-article.ts';
import type { Erasure } from '#lib/usecases/feed-ports.ts';
import { commitOf, type FullPublication, fullPublication, type Stores } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { type FailingClient, failing, pagesOf, throttled } from '../support/failing-client.ts';
import { storesOf } from '../support/stores.ts';

let table: ATable;
let stores: Stores;
let faults: FailingClient;
let one: FullPublication;
let postponed: (Erasure & { inSeconds: number })[];
let count = 0;

beforeAll(async () => {
  table = await ATable.create();
  stores = storesOf(table);
  faults = failing(table.client);
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(() => {
  count += 1;
  one = fullPublication(count);
  postponed = [];
});

/** An article of as many revisions, the last of which deletes it, all of them relayed. */
async function deletedAfter(revisions: number): Promise<Erasure> {
  const at = (revision: number): Article => ({ ...one.article, revision, title: `Number ${revision}` });
  await stores.log.commit(commitOf(at(1), { head: 0 }));
  for (let revision = 2; revision <= revisions; revision += 1)
    await stores.log.commit(commitOf(at(revision), { head: revision - 1, before: at(revision - 1) }));
  await stores.watermarks.advance(one.id, { reader: 'relay', to: revisions });
  return { publication: one.id, article: one.article.id, revision: revisions, sequence: revisions, attempt: 0 };
}

const erase = (erasure: Erasure) =>
  eraseArticle(erasure, {
    ...stores,
    jobs: {
      erase: async (erasures, { inSeconds } = { inSeconds: 0 }) =>
        void postponed.push(...erasures.map((each) => ({ ...each, inSeconds }))),
    },
  });

async function contents(): Promise<boolean[]> {
  const events = await stores.log.read(one.id, { after: 0, limit: 200 });
  return events.map(({ data }) => data !== undefined);
}

describe('the content of a deleted article', () => {
  it.each([1, 49, 50, 51, 101])('is erased from all of its %i revisions', async (revisions) => {
    expect(await erase(await deletedAfter(revisions))).toBe('erased');
    expect(await contents()).toEqual(Array(revisions).fill(false));
    expect(postponed).toEqual([]);
  });

  it('is erased from all of a history that the table gives a little at a time', async () => {
    const erasure = await deletedAfter(7);
    faults.failRequests(pagesOf(2), { command: 'Query' });
    expect(await erase(erasure)).toBe('erased');
    faults.heal();
    expect(await contents()).toEqual(Array(7).fill(false));
  });

  it('is left as it is until all of it is relayed, and then erased', async () => {
    const erasure = { ...(await deletedAfter(3)), sequence: 4 };
    expect(await erase(erasure)).toBe('postponed');
    expect(await contents()).toEqual([true, true, true]);
    expect(postponed).toEqual([{ ...erasure, attempt: 1, inSeconds: 1 }]);
    await stores.watermarks.advance(one.id, { reader: 'relay', to: 4 });
    expect(await erase({ ...erasure, revision: 3 })).toBe('erased');
  });

  it('is looked for again, ever later, while the index does not have all revisions', async () => {
    const erasure = { ...(await deletedAfter(2)), revision: 3 };
    for (const attempt of [0, 5, 30]) expect(await erase({ ...erasure, attempt })).toBe('postponed');
    expect(postponed.map(({ attempt, inSeconds }) => [attempt, inSeconds])).toEqual([
      [1, 1],
      [6, 32],
      [31, 900],
    ]);
    expect(await contents()).toEqual([false, false]);
  });

  it('is not taken for erased when a write fails, and is erased by the next try', async () => {
    const erasure = await deletedAfter(3);
    faults.failRequests(throttled, { command: 'UpdateItem', after: 1 });
    await expect(erase(erasure)).rejects.toMatchObject({ code: 'storage.unavailable' });
    faults.heal();
    expect(await erase(erasure)).toBe('erased');
    expect(await contents()).toEqual([false, false, false]);
  });
});
