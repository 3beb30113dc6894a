import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { MOST_COMPOSITIONS } from '#lib/usecases/compose-feed.ts';
import { openFeed } from '#lib/usecases/open-feed.ts';
import type { FeedKey } from '#lib/usecases/reader-ports.ts';
import { refreshFeeds } from '#lib/usecases/refresh-feeds.ts';
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

const refresh = () => refreshFeeds(publication.id, deps());

const publish = async (title: string, over: Parameters<typeof aDraft>[0]): Promise<Article> => {
  now += 1000;
  return (await addArticle(aDraft({ title, ...over }), { publication: publication.id }, deps())).article;
};

const change = async ({ id, title }: Article, over: Parameters<typeof aDraft>[0]) => {
  now += 1000;
  const draftFrom = () => ({ draft: aDraft({ title, ...over }), notes: { minor: false } });
  await changeArticle({ publication: publication.id, id, precondition: () => true, authorIds: [], draftFrom }, deps());
};

const keyOf = (name: string): FeedKey => ({
  ...{ publication: publication.id, format: 'json', subject: { kind: 'composed', name } },
});

const titlesIn = (br: Uint8Array): string[] =>
  JSON.parse(brotliDecompressSync(br).toString()).items.map(({ title }: { title: string }) => title);

const open = async (name: string) => titlesIn((await openFeed(keyOf(name), deps())).bodies.br);
const stored = async (name: string) => titlesIn((await deps().documents.body(keyOf(name), 'br'))?.bytes ?? Buffer.of());

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  publication = aPublisher({ id: `composed-${count}` });
  await deps().publications.add(publication);
  await deps().authors.put(publication.id, { id: 'ada' as AuthorId, name: 'Ada', modifiedAt: NOON });
});
afterAll(() => store[Symbol.asyncDispose]());

it('a composed feed holds what is of any name of a parameter, of all parameters, and nothing excluded', async () => {
  await publish('both', { section: 'World', tags: ['A', 'B'] });
  await publish('one', { section: 'World', tags: ['A'] });
  await publish('elsewhere', { section: 'Local', tags: ['A'] });
  await publish('excluded', { section: 'World', tags: ['B', 'C'] });
  await publish('written by Ada', { section: 'World', tags: ['B'], authors: ['ada'] });
  await refresh();
  expect(await open('section=world&tag=a,b')).toEqual(['written by Ada', 'excluded', 'one', 'both']);
  expect(await open('not=c&section=world&tag=a,b')).toEqual(['written by Ada', 'one', 'both']);
  expect(await open('author=ada&tag=a,b')).toEqual(['written by Ada']);
  expect(await open('not=c,local')).toEqual(['written by Ada', 'one', 'both']);
});

it('a composed feed is kept up to date once it was asked for: what is new, what enters, what leaves', async () => {
  const name = 'not=c&section=world&tag=a';
  const first = await publish('first', { section: 'World', tags: ['A'] });
  const outside = await publish('enters later', { section: 'Local', tags: ['A'] });
  await refresh();
  expect(await open(name)).toEqual(['first']);

  await publish('second', { section: 'World', tags: ['A'] });
  await change(outside, { section: 'World', tags: ['A'] });
  await change(first, { section: 'World', tags: ['A', 'C'] });
  await refresh();
  expect(await stored(name)).toEqual(['second', 'enters later']);
});

it('whatever is published while a composed feed is put together is in it', async () => {
  const name = 'section=world&tag=a';
  const leaving = await publish('leaves', { section: 'World', tags: ['A'] });
  await refresh();
  await publish('in between', { section: 'World', tags: ['A'] });
  await change(leaving, { section: 'World', tags: ['B'] });
  // The reader of the log has looked for composed feeds, and found none, at the moment that this one is opened.
  let opened: string[] = [];
  const documents = {
    ...deps().documents,
    compositions: async () => {
      opened = await open(name);
      return [];
    },
  };
  await refreshFeeds(publication.id, { ...deps(), documents });
  expect(opened).toEqual(['in between']);
  await publish('afterwards', { section: 'World', tags: ['A'] });
  await refresh();
  expect(await stored(name)).toEqual(['afterwards', 'in between']);
});

it('one that was announced and never put together is put together by the next who asks', async () => {
  await publish('there', { section: 'World', tags: ['A'] });
  await refresh();
  await deps().documents.announce(publication.id, { name: 'section=world&tag=a', at: deps().clock.now() });
  expect(await open('section=world&tag=a')).toEqual(['there']);
});

it('a publication keeps a bounded number of them, and the one that nobody opened for the longest time makes way', async () => {
  await publish('there', { section: 'World', tags: ['A'] });
  await refresh();
  const { documents, rows } = deps();
  const names = Array.from({ length: MOST_COMPOSITIONS + 1 }, (_, n) => `not=x${n}&section=world`);
  for (const name of names.slice(0, MOST_COMPOSITIONS)) {
    now += 1000;
    await openFeed(keyOf(name), deps());
  }
  now += 1000;
  await openFeed(keyOf(names[0] ?? ''), deps());
  await openFeed(keyOf(names.at(-1) ?? ''), deps());
  const kept = (await documents.compositions(publication.id)).map(({ name }) => name);
  expect(kept).toHaveLength(MOST_COMPOSITIONS);
  expect(names.filter((name) => !kept.includes(name))).toEqual([names[1]]);
  const left = keyOf(names[1] ?? '');
  expect(await documents.validators(left)).toBeUndefined();
  expect(await rows.newest(publication.id, left.subject, { limit: 1, consistent: true })).toEqual([]);
});

it('what names a section, tag or author that never had an article is no feed, and leaves nothing behind', async () => {
  await publish('there', { section: 'World', tags: ['A'] });
  await refresh();
  await expect(open('section=world&tag=made-up')).rejects.toMatchObject({ code: 'feed.missing' });
  expect(await deps().documents.compositions(publication.id)).toEqual([]);
});
