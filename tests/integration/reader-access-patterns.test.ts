import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ArticleId } from '#lib/domain/article.ts';
import type { FeedKey } from '#lib/usecases/reader-ports.ts';
import { aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { anArticle, articleId } from '../support/an-article.ts';
import { costsAt } from '../support/costs.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, NOON } from '../support/system.ts';

let store: ATable;
const publication = aPublisher();
const article = anArticle();
const all = () => storesOf(store);
const later = (minutes: number) => afterNoon(minutes * 60_000);

beforeAll(async () => {
  store = await ATable.create();
});
afterAll(() => store[Symbol.asyncDispose]());

const costs = costsAt(() => store);

const world = { kind: 'section', name: 'world' } as const;

it('rows.put', async () => {
  const { rows } = all();
  const row = { at: NOON, id: article.id, revision: 2 };
  await costs(() => rows.put(publication.id, world, row), { requests: ['PutItem'], written: 1 });
  await rows.put(publication.id, world, { ...row, revision: 3, gone: { at: NOON, uri: article.uri } });
  await rows.put(publication.id, world, row);
  expect(await rows.newest(publication.id, world, { limit: 5, consistent: true })).toMatchObject([
    { revision: 3, gone: { uri: article.uri } },
  ]);
});

it('rows.newest', async () => {
  const newest = () => all().rows.newest(publication.id, world, { limit: 50, consistent: true });
  expect(await costs(newest, { requests: ['Query'], read: 1 })).toHaveLength(1);
});

it('rows.clear', async () => {
  const { rows } = all();
  const composed = { kind: 'composed', name: 'section=world&tag=climate' } as const;
  for (const number of [1, 2, 3])
    await rows.put(publication.id, composed, { at: later(number), id: article.id, revision: 1 });
  await costs(() => rows.clear(publication.id, composed), {
    requests: ['Query', 'BatchWriteItem'],
    read: 0.5,
    written: 3,
  });
  expect(await rows.newest(publication.id, composed, { limit: 5, consistent: true })).toEqual([]);
});

const climate = { feed: { kind: 'tag', name: 'climate' }, label: 'Climate' } as const;

it('places.add', async () => {
  const { places } = all();
  const worldly = { feed: world, label: 'World' };
  const both = () => places.add(publication.id, [climate, worldly]);
  await costs(both, { requests: ['BatchWriteItem'], written: 2 });
  await costs(both, { requests: [] });
});

it('places.list', async () => {
  const list = () => all().places.list(publication.id);
  const places = await costs(list, { requests: ['Query'], read: 0.5 });
  expect(places).toEqual([{ feed: world, label: 'World' }, climate]);
});

const [one, two, three] = [1, 2, 3].map(articleId) as [ArticleId, ArticleId, ArticleId];

it('relations.put', async () => {
  const put = () =>
    all().relations.put(one, [
      { id: two, weight: 1 },
      { id: three, weight: 2.5 },
    ]);
  await costs(put, { requests: ['BatchWriteItem'], written: 4 });
});

it('relations.of', async () => {
  const { relations } = all();
  const found = await costs(() => relations.of(one), { requests: ['Query'], read: 0.5 });
  expect(found.map(({ id }) => id)).toEqual([three, two]);
  expect(await relations.of(two)).toEqual([{ id: one, weight: 1 }]);
});

it('relations.remove', async () => {
  const { relations } = all();
  await costs(() => relations.remove(one, [three]), { requests: ['BatchWriteItem'], written: 2 });
  expect([await relations.of(one), await relations.of(three)]).toEqual([[{ id: two, weight: 1 }], []]);
});

const key: FeedKey = { publication: publication.id, subject: world, format: 'rss' };
const feed = {
  ...{ etag: '"one"', lastModified: NOON, sequence: 5, edition: 'e' },
  bodies: { br: new Uint8Array(9_000), gzip: new Uint8Array(11_000) },
};
const composition = { kind: 'composed', name: 'section=world&tag=climate' } as const;

it('documents.want', async () => {
  const { documents } = all();
  await costs(() => documents.want(key, NOON), { requests: ['UpdateItem'], written: 1 });
  await documents.want({ ...key, format: 'json' }, NOON);
});

it('documents.wanted', async () => {
  const subjects = [world, { kind: 'article', name: 'never-asked-for' }] as const;
  const wanted = () => all().documents.wanted(publication.id, subjects);
  const found = await costs(wanted, { requests: ['BatchGetItem'], read: 2 });
  expect(found.toSorted((a, b) => (a.format < b.format ? 1 : -1))).toEqual([key, { ...key, format: 'json' }]);
});

it('documents.allWanted', async () => {
  const wanted = () => all().documents.allWanted(publication.id);
  expect(await costs(wanted, { requests: ['Query'], read: 1 })).toHaveLength(2);
});

it('documents.announce', async () => {
  const announced = { name: composition.name, at: NOON };
  await costs(() => all().documents.announce(publication.id, announced), { requests: ['UpdateItem'], written: 1 });
});

it('documents.compositions', async () => {
  const { documents } = all();
  const kept = () => documents.compositions(publication.id);
  const { name } = composition;
  expect(await costs(kept, { requests: ['Query'], read: 1 })).toEqual([{ name, openedAt: NOON, complete: false }]);
  await documents.want({ ...key, subject: composition }, later(5));
  expect(await kept()).toEqual([{ name, openedAt: later(5), complete: true }]);
});

it('documents.store', async () => {
  const { documents } = all();
  expect(
    await costs(() => documents.store(key, feed), { requests: ['PutItem', 'PutItem', 'PutItem'], written: 21 }),
  ).toBe('stored');
  expect(await documents.store(key, { ...feed, sequence: 4, etag: '"older"' })).toBe('older');
  expect(await documents.store(key, { ...feed, sequence: 5, edition: 'f', freshUntil: later(1) })).toBe('stored');
  const incompressible = { br: new Uint8Array(290_000), gzip: new Uint8Array(300_000) };
  expect(await documents.store({ ...key, format: 'atom' }, { ...feed, bodies: incompressible })).toBe('stored');
});

it('documents.validators', async () => {
  const found = await costs(() => all().documents.validators(key), { requests: ['GetItem'], read: 0.5 });
  expect(found).toEqual({ etag: '"one"', lastModified: NOON, sequence: 5, edition: 'f', freshUntil: later(1) });
});

it('documents.body', async () => {
  const found = await costs(() => all().documents.body(key, 'br'), { requests: ['GetItem'], read: 1.5 });
  expect(found?.bytes).toHaveLength(9_000);
});

it('documents.withdraw', async () => {
  const { documents } = all();
  await costs(() => documents.withdraw(key, 7), { requests: ['PutItem'], written: 1 });
  expect(await documents.validators(key)).toBeUndefined();
  expect(await documents.store(key, { ...feed, sequence: 6 })).toBe('older');
});

it('documents.forget', async () => {
  const { documents } = all();
  const forget = () => documents.forget(publication.id, composition);
  await costs(forget, { requests: ['BatchWriteItem'], written: 4 });
  expect(await documents.compositions(publication.id)).toEqual([]);
});
