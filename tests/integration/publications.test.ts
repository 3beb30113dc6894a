import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullPublication, type Stores } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';

let table: ATable;
let all: Stores;
const many = Array.from({ length: 60 }, (_, n) => fullPublication(n + 1));
const sorted = many.map(({ id }) => id).toSorted();

beforeAll(async () => {
  table = await ATable.create();
  all = storesOf(table);
  for (const { publication } of many) await all.publications.add(publication);
});
afterAll(() => table[Symbol.asyncDispose]());

describe('publications', () => {
  it('are all found, each once', async () => {
    const found: string[] = [];
    for await (const id of all.publications.ids()) found.push(id);
    expect(found.toSorted()).toEqual(sorted);
  });

  it('are listed in order of their ids, a page after the other', async () => {
    const found: string[] = [];
    for (let after = undefined as (typeof sorted)[number] | undefined; ; after = sorted[found.length - 1]) {
      const page = await all.publications.list({ after, limit: 7 });
      found.push(...page.map(({ id }) => id));
      if (page.length < 7) break;
    }
    expect(found).toEqual(sorted);
  });
});

describe('the readers of a log', () => {
  const { id } = fullPublication(1);
  const standing = async () => {
    const { head, relay, index, hub } = await all.watermarks.standing(id);
    return { head, relay, index, hub };
  };

  it('stand at its beginning; the hub nowhere, until somebody subscribes', async () => {
    expect(await standing()).toEqual({ head: 0, relay: 0, index: 0, hub: undefined });
    await all.watermarks.advance(id, { reader: 'hub', to: 0 });
    expect(await standing()).toEqual({ head: 0, relay: 0, index: 0, hub: 0 });
  });

  it('go on each for itself, and never back', async () => {
    const { watermarks } = all;
    const other = fullPublication(2).id;
    await watermarks.advance(other, { reader: 'relay', to: 7 });
    await watermarks.advance(other, { reader: 'index', to: 5 });
    await watermarks.advance(other, { reader: 'relay', to: 6 });
    expect(await watermarks.standing(other)).toMatchObject({ relay: 7, index: 5, hub: undefined });
    expect([await watermarks.get(other, 'relay'), await watermarks.get(other, 'hub')]).toEqual([7, 0]);
  });
});
