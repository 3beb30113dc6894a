import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { AuthorId } from '#lib/domain/author.ts';
import { MOST_COMPOSITIONS } from '#lib/usecases/compose-feed.ts';
import { openFeed } from '#lib/usecases/open-feed.ts';
import type { FeedKey } from '#lib/usecases/reader-ports.ts';
import { refreshFeeds } from '#lib/usecases/refresh-feeds.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';
import { NOON } from '../support/system.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;

const keyOf = (name: string): FeedKey => ({
  ...{ publication: desk.publication.id, format: 'json', subject: { kind: 'composed', name } },
});

const titlesIn = (br: Uint8Array): string[] =>
  JSON.parse(brotliDecompressSync(br).toString()).items.map(({ title }: { title: string }) => title);

const open = async (name: string) => titlesIn((await openFeed(keyOf(name), desk.deps)).bodies.br);
const stored = async (name: string) =>
  titlesIn((await desk.deps.documents.body(keyOf(name), 'br'))?.bytes ?? Buffer.of());

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `composed-${count}` });
  await desk.deps.authors.put(desk.publication.id, { id: 'ada' as AuthorId, name: 'Ada', modifiedAt: NOON });
});
afterAll(() => store[Symbol.asyncDispose]());

it('a composed feed holds what is of any name of a parameter, of all parameters, and nothing excluded', async () => {
  await desk.publish('both', { section: 'World', tags: ['A', 'B'] });
  await desk.publish('one', { section: 'World', tags: ['A'] });
  await desk.publish('elsewhere', { section: 'Local', tags: ['A'] });
  await desk.publish('excluded', { section: 'World', tags: ['B', 'C'] });
  await desk.publish('written by Ada', { section: 'World', tags: ['B'], authors: ['ada'] });
  await desk.refresh();
  expect(await open('section=world&tag=a,b')).toEqual(['written by Ada', 'excluded', 'one', 'both']);
  expect(await open('not=c&section=world&tag=a,b')).toEqual(['written by Ada', 'one', 'both']);
  expect(await open('author=ada&tag=a,b')).toEqual(['written by Ada']);
  expect(await open('not=c,local')).toEqual(['written by Ada', 'one', 'both']);
});

it('a composed feed is kept up to date once it was asked for: what is new, what enters, what leaves', async () => {
  const name = 'not=c&section=world&tag=a';
  const first = await desk.publish('first', { section: 'World', tags: ['A'] });
  const outside = await desk.publish('enters later', { section: 'Local', tags: ['A'] });
  await desk.refresh();
  expect(await open(name)).toEqual(['first']);

  await desk.publish('second', { section: 'World', tags: ['A'] });
  await desk.change(outside, { section: 'World', tags: ['A'] });
  await desk.change(first, { section: 'World', tags: ['A', 'C'] });
  await desk.refresh();
  expect(await stored(name)).toEqual(['second', 'enters later']);
});

it('whatever is published while a composed feed is put together is in it', async () => {
  const name = 'section=world&tag=a';
  const leaving = await desk.publish('leaves', { section: 'World', tags: ['A'] });
  await desk.refresh();
  await desk.publish('in between', { section: 'World', tags: ['A'] });
  await desk.change(leaving, { section: 'World', tags: ['B'] });
  // The reader of the log has looked for composed feeds, and found none, at the moment that this one is opened.
  let opened: string[] = [];
  const documents = {
    ...desk.deps.documents,
    compositions: async () => {
      opened = await open(name);
      return [];
    },
  };
  await refreshFeeds(desk.publication.id, { ...desk.deps, documents });
  expect(opened).toEqual(['in between']);
  await desk.publish('afterwards', { section: 'World', tags: ['A'] });
  await desk.refresh();
  expect(await stored(name)).toEqual(['afterwards', 'in between']);
});

it('one that was announced and never put together is put together by the next who asks', async () => {
  await desk.publish('there', { section: 'World', tags: ['A'] });
  await desk.refresh();
  await desk.deps.documents.announce(desk.publication.id, { name: 'section=world&tag=a', at: desk.deps.clock.now() });
  expect(await open('section=world&tag=a')).toEqual(['there']);
});

it('a publication keeps a bounded number of them, and the one that nobody opened for the longest time makes way', async () => {
  await desk.publish('there', { section: 'World', tags: ['A'] });
  await desk.refresh();
  const { documents, rows } = desk.deps;
  const names = Array.from({ length: MOST_COMPOSITIONS + 1 }, (_, n) => `not=x${n}&section=world`);
  for (const name of names.slice(0, MOST_COMPOSITIONS)) {
    desk.now += 1000;
    await openFeed(keyOf(name), desk.deps);
  }
  desk.now += 1000;
  await openFeed(keyOf(names[0] ?? ''), desk.deps);
  await openFeed(keyOf(names.at(-1) ?? ''), desk.deps);
  const kept = (await documents.compositions(desk.publication.id)).map(({ name }) => name);
  expect(kept).toHaveLength(MOST_COMPOSITIONS);
  expect(names.filter((name) => !kept.includes(name))).toEqual([names[1]]);
  const left = keyOf(names[1] ?? '');
  expect(await documents.validators(left)).toBeUndefined();
  expect(await rows.newest(desk.publication.id, left.subject, { limit: 1, consistent: true })).toEqual([]);
});

it('what names a section, tag or author that never had an article is no feed, and leaves nothing behind', async () => {
  await desk.publish('there', { section: 'World', tags: ['A'] });
  await desk.refresh();
  await expect(open('section=world&tag=made-up')).rejects.toMatchObject({ code: 'feed.missing' });
  expect(await desk.deps.documents.compositions(desk.publication.id)).toEqual([]);
});
