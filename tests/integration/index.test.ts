import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedId } from '#lib/domain/feed.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;
const PUBLICATION: FeedId = { kind: 'publication' };

const titles = async (feed: FeedId) => {
  const { status, text } = await desk.read(feed);
  expect(status).toBe(200);
  return JSON.parse(text).items.map(({ title }: { title: string }) => title);
};

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `index-${count}` });
});
afterAll(() => store[Symbol.asyncDispose]());

describe('a feed', () => {
  it('holds what was published in it, the newest first', async () => {
    await desk.publish('one', { section: 'World' });
    await desk.publish('two', { section: 'Local' });
    await desk.refresh();
    expect(await titles(PUBLICATION)).toEqual(['two', 'one']);
    expect(await titles({ kind: 'section', name: 'world' })).toEqual(['one']);
  });

  it('is left by what moves elsewhere', async () => {
    const one = await desk.publish('one', { section: 'World' });
    await desk.publish('two', { section: 'World' });
    await desk.refresh();
    await desk.change(one, { section: 'Local' });
    await desk.refresh();
    expect(await titles({ kind: 'section', name: 'world' })).toEqual(['two']);
    expect(await titles({ kind: 'section', name: 'local' })).toEqual(['one']);
  });

  it('has a tag that stays with a change in another section', async () => {
    await desk.publish('one', { section: 'World' });
    await desk.refresh();
    const world = { kind: 'section', name: 'world' } as const;
    const before = await desk.read(world);
    await desk.publish('two', { section: 'Local' });
    await desk.refresh();
    const after = await desk.read(world, { headers: { 'if-none-match': before.headers.etag ?? '' } });
    expect(after.status).toBe(304);
    expect(after.headers.etag).toBe(before.headers.etag);
  });
});

describe('a published article', () => {
  it('costs few writes', async () => {
    await desk.publish('zero', { section: 'World', tags: ['A', 'B'] });
    await desk.refresh();
    store.bill();
    await desk.publish('one', { section: 'World', tags: ['A', 'B'], language: 'de' });
    const publishing = store.bill();
    await desk.refresh();
    const indexing = store.bill();
    expect([publishing, indexing]).toEqual([]);
    expect(publishing.written + indexing.written).toBeLessThan(40);
  });
});
