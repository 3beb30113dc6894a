import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FeedFormat, FeedId } from '#lib/domain/feed.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `costs-${count}` });
  await publish('the first one of its feeds');
  await desk.refresh();
  store.bill();
});
afterAll(() => store[Symbol.asyncDispose]());

/** Text of 3 KB, and 1.5 KB when it is compressed, as 550 words of English are. */
const words = (n: number) =>
  Array.from({ length: 850 }, (_, word) => ((word * 7919 + n * 31) % 9973).toString(36).slice(0, 2 + (word % 4)));

const publish = (title: string) =>
  desk.publish(title, {
    section: 'World',
    tags: ['A', 'B', 'C', 'D', 'E'],
    authors: [{ name: 'Ada' }],
    content: { html: `<p>${words(title.length).join(' ')}</p>` },
  });

const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json'];
const FEEDS: readonly FeedId[] = [
  { kind: 'publication' },
  { kind: 'section', name: 'world' },
  { kind: 'author', name: 'ada' },
  { kind: 'archive', name: '0' },
  { kind: 'tag', name: 'a' },
  { kind: 'composed', name: 'not=opinion&tag=b' },
];

async function readEverything() {
  for (const feed of FEEDS) for (const format of FORMATS) expect((await desk.read(feed, { format })).status).toBe(200);
}

it('an article in nine feeds costs at most forty write units, and the same when every feed is read', async () => {
  await publish('one that nobody reads');
  await desk.refresh();
  const unread = store.bill();
  expect(unread.written).toBeLessThanOrEqual(40);
  expect(unread.read).toBeLessThanOrEqual(16);

  await readEverything();
  await publish('one that is read by all');
  await desk.refresh();
  await readEverything();
  expect(store.bill().written).toBe(unread.written);
});

it('articles that come in a burst share heads and lease', async () => {
  for (let n = 0; n < 20; n += 1) await publish(`No. ${n}`);
  const published = store.bill();
  await desk.refresh();
  const indexed = store.bill();
  expect(published.written).toBeLessThanOrEqual(20 * 20);
  // Nine entries each, and nine heads for all of them.
  expect(indexed.written).toBeLessThanOrEqual(20 * 9 + 4 * 11);
});
