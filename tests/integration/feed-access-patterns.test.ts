import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { FeedId } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import type { FeedHead } from '#lib/usecases/feed-ports.ts';
import { aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { articleId } from '../support/an-article.ts';
import { costsAt } from '../support/costs.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, NOON } from '../support/system.ts';

let store: ATable;
let count = 0;
let publication: PublicationId;
const all = () => storesOf(store);
const later = (minutes: number): Instant => afterNoon(minutes * 60_000);
const costs = costsAt(() => store);
const WORLD: FeedId = { kind: 'section', name: 'world' };
const CLIMATE: FeedId = { kind: 'tag', name: 'climate' };
const entry = (number: number, feed = WORLD) => ({ feed, at: later(number), id: articleId(number) });
const position = ({ at, id }: ReturnType<typeof entry>) => ({ at, id });

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(() => {
  count += 1;
  publication = PublicationId.parse(`feeds-${count}`);
});
afterAll(() => store[Symbol.asyncDispose]());

it('entries.put', async () => {
  const put = () => all().entries.put(publication, [entry(1), entry(1, CLIMATE)], 'n1');
  await costs(put, { requests: ['BatchWriteItem'], written: 2 });
});

it('entries.newest', async () => {
  const { entries } = all();
  const three = [1, 2, 3].map((number) => entry(number));
  await entries.put(publication, three, 'n1');
  const newest = (page: object) => entries.newest(publication, WORLD, { limit: 50, consistent: true, ...page });
  const [first, second, third] = three.map(position).toReversed();
  expect(await costs(() => newest({}), { requests: ['Query'], read: 1 })).toEqual([first, second, third]);
  expect(await newest({ limit: 2 })).toEqual([first, second]);
  expect(await newest({ after: first })).toEqual([second, third]);
  expect(await newest({ after: first, limit: 1 })).toEqual([second]);
  expect(await newest({ from: second })).toEqual([second, third]);
  expect(await newest({ since: later(2) })).toEqual([first, second]);
  expect(await newest({ after: third })).toEqual([]);
});

it('entries.count', async () => {
  const { entries } = all();
  await entries.put(publication, [entry(1), entry(2), entry(3)], 'n1');
  expect(await costs(() => entries.count(publication, WORLD), { requests: ['Query'], read: 1 })).toBe(3);
  expect(await entries.count(publication, WORLD, later(3))).toBe(1);
});

it('entries.written', async () => {
  const { entries } = all();
  await entries.put(publication, [entry(1)], 'n1');
  const written = () => entries.written(publication, [entry(1), entry(2)]);
  expect(await costs(written, { requests: ['BatchGetItem'], read: 2 })).toEqual([{ ...entry(1), nonce: 'n1' }]);
});

it('entries.remove', async () => {
  const { entries } = all();
  await entries.put(publication, [entry(1)], 'n1');
  const [read] = await entries.written(publication, [entry(1)]);
  if (!read) throw new TypeError('nothing was written');
  await entries.put(publication, [entry(1)], 'n2');
  await entries.remove(publication, read);
  expect(await entries.written(publication, [entry(1)])).toEqual([{ ...entry(1), nonce: 'n2' }]);
  const remove = () => entries.remove(publication, { ...entry(1), nonce: 'n2' });
  await costs(remove, { requests: ['DeleteItem'], written: 1 });
  expect(await entries.written(publication, [entry(1)])).toEqual([]);
});

const gone = (number: number) => ({ ...position(entry(number)), feed: WORLD, sequence: number, uri: `tag:${number}` });

it('tombstones.put', async () => {
  await costs(() => all().tombstones.put(publication, [gone(1), gone(2)]), {
    requests: ['BatchWriteItem'],
    written: 2,
  });
});

it('tombstones.newest', async () => {
  const { tombstones } = all();
  await tombstones.put(publication, [gone(1), gone(2), gone(3)]);
  const newest = () => tombstones.newest(publication, WORLD, 2);
  const found = await costs(newest, { requests: ['Query'], read: 1 });
  expect(found.map(({ uri }) => uri)).toEqual(['tag:3', 'tag:2']);
});

it('tombstones.remove', async () => {
  const { tombstones } = all();
  await tombstones.put(publication, [gone(1), gone(2), gone(3)]);
  const remove = () => tombstones.remove(publication, WORLD);
  await costs(remove, { requests: ['Query', 'BatchWriteItem'], read: 1, written: 3 });
  expect(await tombstones.newest(publication, WORLD, 9)).toEqual([]);
});

const head = (over: Partial<FeedHead> = {}): FeedHead => ({
  ...{ feed: WORLD, rev: 3, sequence: 3, changedAt: NOON, label: 'World', count: 2 },
  ...over,
});

it('heads.write', async () => {
  const { heads } = all();
  const first = () => heads.write(publication, { before: undefined, after: head() });
  expect(await costs(first, { requests: ['PutItem'], written: 1 })).toBe('written');
  expect(await first()).toBe('changed');
  expect(await heads.write(publication, { before: head(), after: head({ rev: 4 }) })).toBe('written');
  expect(await heads.write(publication, { before: head(), after: head({ rev: 5 }) })).toBe('changed');
  expect(await heads.write(publication, { before: head(), after: undefined })).toBe('changed');
  const remove = () => heads.write(publication, { before: head({ rev: 4 }), after: undefined });
  expect(await costs(remove, { requests: ['DeleteItem'], written: 1 })).toBe('written');
});

it('heads.state', async () => {
  const { heads, publications } = all();
  const publisher = aPublisher({ id: publication });
  await publications.add(publisher);
  await heads.write(publication, { before: undefined, after: head() });
  const state = (consistent: boolean) => () => heads.state(publication, [WORLD, CLIMATE], { consistent });
  const found = await costs(state(false), { requests: ['BatchGetItem'], read: 1.5 });
  expect(found.publication).toEqual(publisher);
  expect([...found.heads]).toEqual([['section:world', { ...head(), emptySince: undefined }]]);
  await costs(state(true), { requests: ['BatchGetItem'], read: 3 });
});

it('heads.terms', async () => {
  const { heads } = all();
  const names = ['city', 'sport', 'world'];
  for (const name of names)
    await heads.write(publication, { before: undefined, after: head({ feed: { kind: 'section', name } }) });
  const empty = head({ feed: { kind: 'section', name: 'empty' }, count: 0, emptySince: NOON });
  await heads.write(publication, { before: undefined, after: empty });
  await heads.write(publication, { before: undefined, after: head({ feed: CLIMATE }) });
  const terms = (page: { limit: number; after?: string }) => heads.terms(publication, 'section', page);
  const named = (found: readonly FeedHead[]) => found.map(({ feed }) => 'name' in feed && feed.name);
  expect(named(await costs(() => terms({ limit: 10 }), { requests: ['Query'], read: 0.5 }))).toEqual(names);
  expect(named(await terms({ limit: 2 }))).toEqual(['city', 'sport']);
  expect(named(await terms({ limit: 2, after: 'city' }))).toEqual(['sport', 'world']);
});
