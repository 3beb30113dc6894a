import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { createKey, newKey } from '#lib/usecases/create-key.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import type { Timer } from '#lib/usecases/ports.ts';
import { aDraft, aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { costsAt } from '../support/costs.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, countingIds, fixedClock, NOON, noWait } from '../support/system.ts';

let engine: ATable;
let store: ATable;
const publication = aPublisher();
const all = () => storesOf(store);
const ids = countingIds();
const deps = () => ({
  ...{ ...all(), ids, clock: fixedClock(), backoff: noWait },
  ...{ publicUrl: 'https://bulletin.example', keyMode: 'live' as const },
});
const words = Array.from({ length: 430 }, (_, n) => `word${(n * 7919) % 997}`).join(' ');
const whole = { content: { html: `<p>${words}</p>` }, section: 'World', tags: ['a', 'b', 'c'], authors: ['ada'] };
let article: Article;

beforeAll(async () => {
  engine = await ATable.create();
});
afterAll(() => engine[Symbol.asyncDispose]());

const add = (over: Parameters<typeof aDraft>[0]) => addArticle(aDraft(over), { publication: publication.id }, deps());

/** A table of its own for each test, with a publication, an author and an article. */
beforeEach(async () => {
  store = await engine.emptyTable();
  const { publications, authors } = all();
  await publications.add(publication);
  await authors.put(publication.id, { id: 'ada' as AuthorId, name: 'Ada', modifiedAt: NOON });
  ({ article } = await add(whole));
  store.bill();
});

const costs = costsAt(() => store);

it('log.desk', async () => {
  const desk = await costs(
    () => all().log.desk(publication.id, { authors: ['ada' as AuthorId], article: article.id }),
    {
      requests: ['BatchGetItem'],
      read: 4,
    },
  );
  expect(desk).toMatchObject({
    publication: { id: publication.id },
    head: 1,
    authors: [{ id: 'ada' }],
    article: { id: article.id },
  });
});

it('log.commit', async () => {
  await add({ ...whole, title: 'Another' });
  const { read, written, requests } = store.bill();
  expect(requests).toEqual(['BatchGetItem', 'TransactWriteItems']);
  expect(read).toBeLessThanOrEqual(3);
  expect(written).toBeLessThanOrEqual(20);
});

it('log.head', async () => {
  expect(await costs(() => all().log.head(publication.id), { requests: ['GetItem'], read: 1 })).toBe(1);
});

it('log.read', async () => {
  await add({ ...whole, title: 'Another' });
  const events = await costs(() => all().log.read(publication.id, { after: 0, limit: 10 }), {
    requests: ['Query'],
    read: 1,
  });
  expect(events.map(({ sequence }) => Number(sequence))).toEqual([1, 2]);
});

it('log.revisions', async () => {
  const events = await costs(() => all().log.revisions(article.id, { limit: 5 }), {
    requests: ['Query', 'BatchGetItem'],
    read: 1.5,
  });
  expect(events).toMatchObject([{ subject: article.id, data: { revision: 1 } }]);
  expect(await all().log.revisions(article.id, { before: 1, limit: 5 })).toEqual([]);
});

it('log.erase', async () => {
  const { article: doomed } = await add({ title: 'Doomed' });
  const change = { publication: publication.id, id: doomed.id, precondition: () => true };
  await changeArticle(
    {
      ...change,
      authorIds: [],
      draftFrom: () => ({ draft: aDraft({ title: 'Doomed twice' }), notes: { minor: false } }),
    },
    deps(),
  );
  await deleteArticle(change, deps());
  const { log } = all();
  const revisions = await log.revisions(doomed.id, { limit: 10 });
  store.bill();
  await log.erase(revisions);
  expect(store.bill().requests).toEqual(['UpdateItem', 'UpdateItem', 'UpdateItem']);
  const events = (await log.read(publication.id, { after: 0, limit: 100 })).filter(
    ({ subject }) => subject === doomed.id,
  );
  expect(events.map(({ erased, data }) => [erased, data && 'previous' in data && data.previous])).toEqual([
    [true, undefined],
    [true, undefined],
    [undefined, { status: 'published' }],
  ]);
  await log.erase(events);
  expect(store.bill().requests).not.toContain('UpdateItem');
});

it('articles.get', async () => {
  const found = await costs(() => all().articles.get(article.id), { requests: ['GetItem'], read: 1 });
  expect(found).toEqual({ ...article, archive: 0, sequence: 1 });
});

it('articles.idOf', async () => {
  const { article: named } = await add({ externalId: 'cms 4711', status: 'draft' });
  const idOf = (externalId: string) => all().articles.idOf(publication.id, externalId);
  expect(await costs(() => idOf('cms 4711'), { requests: ['GetItem'], read: 1 })).toBe(named.id);
  expect(await idOf('cms 4712')).toBeUndefined();
});

it('articles.named', async () => {
  const named = () => all().articles.named(publication.id, article.slug);
  expect(await costs(named, { requests: ['GetItem'], read: 1 })).toBe(article.id);
});

it('articles.getMany', async () => {
  const found = await costs(() => all().articles.getMany([article.id]), { requests: ['BatchGetItem'], read: 1 });
  expect(found).toEqual([{ ...article, archive: 0, sequence: 1 }]);
});

it('articles.listByStatus', async () => {
  await add({ title: 'Another' });
  const page = { status: 'published', limit: 1 } as const;
  const [first] = await costs(() => all().articles.listByStatus(publication.id, page), {
    requests: ['Query'],
    read: 0.5,
  });
  const [second] = await all().articles.listByStatus(publication.id, { ...page, after: first });
  expect([first?.id, second?.id].toSorted()).toEqual([first?.id, second?.id].toReversed().toSorted());
  expect(second?.id).toBe(article.id);
});

it('publications.add', async () => {
  const { publications } = all();
  expect(
    await costs(() => publications.add(aPublisher({ id: 'other-post' })), { requests: ['PutItem'], written: 2 }),
  ).toBe('added');
  expect(await publications.add(aPublisher({ id: 'other-post', title: 'A Rival' }))).toBe('id-taken');
});

it('publications.get', async () => {
  expect(await costs(() => all().publications.get(publication.id), { requests: ['GetItem'], read: 1 })).toEqual(
    publication,
  );
});

it('publications.list', async () => {
  const { publications } = all();
  await publications.add(aPublisher({ id: 'other-post' }));
  store.bill();
  const found = await publications.list({ limit: 10 });
  expect(store.bill().requests).toEqual([...Array(8).fill('Query'), 'BatchGetItem']);
  expect(found.map(({ id }) => id)).toEqual(['harbour-post', 'other-post']);
  expect((await publications.list({ after: publication.id, limit: 10 })).map(({ id }) => id)).toEqual(['other-post']);
});

it('publications.ids', async () => {
  await all().publications.add(aPublisher({ id: 'other-post' }));
  const found: string[] = [];
  for await (const id of all().publications.ids()) found.push(id);
  expect(found.toSorted()).toEqual(['harbour-post', 'other-post']);
});

it('authors.put', async () => {
  const author = { id: 'ben' as AuthorId, name: 'Ben', modifiedAt: NOON };
  await costs(() => all().authors.put(publication.id, author), { requests: ['PutItem'], written: 1 });
});

it('authors.get', async () => {
  const found = await costs(() => all().authors.get(publication.id, 'ada' as AuthorId), {
    requests: ['GetItem'],
    read: 1,
  });
  expect(found?.name).toBe('Ada');
});

it('authors.list', async () => {
  const { authors } = all();
  await authors.put(publication.id, { id: 'ada-2' as AuthorId, name: 'Ada', modifiedAt: NOON });
  const list = (after?: string) => authors.list(publication.id, { after: after as AuthorId, limit: 1 });
  const [first] = await costs(() => list(), { requests: ['Query'], read: 0.5 });
  const [second] = await list(first?.id);
  expect([first?.id, second?.id]).toEqual(['ada', 'ada-2']);
});

it('authors.remove', async () => {
  const remove = () => all().authors.remove(publication.id, 'ada' as AuthorId);
  expect(await costs(remove, { requests: ['DeleteItem'], written: 1 })).toBe('removed');
  expect(await remove()).toBe('missing');
});

const grant = { name: 'cms', publication: publication.id, scopes: ['articles:read'] as const };
const aKey = async () => (await createKey(grant, deps())).key;

it('keys.add', async () => {
  await costs(() => aKey(), { requests: ['PutItem'], written: 2 });
});

it('keys.add and keys.rotate make no key with one that has ended meanwhile', async () => {
  const { keys } = all();
  const of = aPublisher({ id: 'granted-post' });
  const aNewKey = () => newKey({ name: 'cms', publication: of.id, scopes: [] }, deps()).key;
  const [maker, old] = [aNewKey(), aNewKey()];
  for (const key of [maker, old]) await keys.add(key);
  const by = { id: maker.id, now: NOON };
  const add = () => keys.add(aNewKey(), by);
  const rotate = () => keys.rotate(old.id, { to: aNewKey(), endsAt: afterNoon(2), by });

  expect(await costs(add, { requests: ['TransactWriteItems'], written: 5 })).toBe('added');
  await keys.rotate(maker.id, { to: aNewKey(), endsAt: afterNoon(1), by });
  expect([await add(), await rotate()]).toEqual(['added', 'rotated']);
  const count = (await keys.list(of.id)).length;

  by.now = afterNoon(1);
  expect([await add(), await rotate()]).toEqual(['changed', 'changed']);
  by.now = NOON;
  await keys.revoke(maker.id, NOON);
  expect([await add(), await rotate()]).toEqual(['changed', 'changed']);
  expect(await keys.list(of.id)).toHaveLength(count);
  expect((await keys.get(old.id))?.overlapEndsAt).toBe(afterNoon(2));
});

it('keys.list', async () => {
  const key = await aKey();
  const list = () => all().keys.list(publication.id);
  expect(await costs(list, { requests: ['Query', 'BatchGetItem'], read: 2.5 })).toEqual([key]);
});

it('keys.get', async () => {
  const key = await aKey();
  expect(await costs(() => all().keys.get(key.id), { requests: ['GetItem'], read: 1 })).toEqual(key);
});

it('keys.withUse', async () => {
  const key = await aKey();
  expect(await costs(() => all().keys.withUse(key.id), { requests: ['Query'], read: 1 })).toEqual(key);
});

it('keys.rotate', async () => {
  const old = await aKey();
  const rotate = (endsAt: Instant) => {
    const { key: to } = newKey({ name: 'new', publication: publication.id, scopes: [] }, deps());
    return all().keys.rotate(old.id, { to, endsAt, by: { id: old.id, now: afterNoon(-1) } });
  };
  expect(await costs(() => rotate(NOON), { requests: ['TransactWriteItems'], written: 5 })).toBe('rotated');
  expect(await rotate(instant(new Date('2030-01-01')))).toBe('changed');
  expect(await all().keys.list(publication.id)).toMatchObject([{ id: old.id, overlapEndsAt: NOON }, { name: 'new' }]);
});

it('keys.revoke', async () => {
  const key = await aKey();
  await costs(() => all().keys.revoke(key.id, NOON), { requests: ['UpdateItem'], written: 1 });
  expect((await all().keys.get(key.id))?.revokedAt).toBe(NOON);
});

it('uses.begin', async () => {
  const { uses } = all();
  const begin = (window: number) => uses.begin('k', { window, count: 50, at: NOON });
  expect(await costs(() => begin(7), { requests: ['UpdateItem'], written: 1 })).toBe('counted');
  expect(await begin(7)).toEqual({ window: 7, used: 50 });
  expect(await begin(6)).toEqual({ window: 7, used: 50 });
  expect(await begin(5)).toBe('counted');
  expect(await begin(8)).toBe('counted');
});

it('uses.add', async () => {
  const { uses } = all();
  await uses.begin('k', { window: 8, count: 50, at: NOON });
  const addTo = (window: number) => uses.add('k', { window, count: 50, limit: 110, at: NOON });
  expect(await costs(() => addTo(8), { requests: ['UpdateItem'], written: 1 })).toBe('counted');
  expect(await addTo(8)).toEqual({ window: 8, used: 100 });
  expect(await addTo(7)).toEqual({ window: 8, used: 100 });
  expect(await uses.add('nobody', { window: 8, count: 1, limit: 9, at: NOON })).toEqual({ window: 0, used: 0 });
});

it('watermarks.advance', async () => {
  const { watermarks } = all();
  const advance = (to: number) => watermarks.advance(publication.id, { reader: 'relay', to });
  await costs(() => advance(5), { requests: ['UpdateItem'], written: 1 });
  await advance(3);
  expect(await watermarks.get(publication.id, 'relay')).toBe(5);
});

it('watermarks.get', async () => {
  expect(
    await costs(() => all().watermarks.get(publication.id, 'index'), { requests: ['GetItem', 'GetItem'], read: 2 }),
  ).toBe(0);
});

it('watermarks.lease', async () => {
  const { watermarks } = all();
  const lease = { reader: 'index', holder: 'one', now: NOON, until: later(1) } as const;
  const taken = () => watermarks.lease(publication.id, lease);
  expect(await costs(taken, { requests: ['UpdateItem', 'GetItem'], read: 1, written: 1 })).toBe(0);
  expect(await watermarks.lease(publication.id, { ...lease, holder: 'two' })).toBeUndefined();
  expect(await watermarks.lease(publication.id, { ...lease, holder: 'two', now: later(2), until: later(3) })).toBe(0);
});

it('watermarks.move', async () => {
  const { watermarks } = all();
  const move = { reader: 'index', holder: 'two', to: 4 } as const;
  await watermarks.lease(publication.id, { reader: 'index', holder: 'two', now: NOON, until: later(1) });
  expect(await watermarks.move(publication.id, { ...move, holder: 'one' })).toBe('lost');
  const moved = () => watermarks.move(publication.id, move);
  expect(await costs(moved, { requests: ['UpdateItem'], written: 1 })).toBe('moved');
  expect(await watermarks.get(publication.id, 'index')).toBe(4);
  expect(await watermarks.move(publication.id, { ...move, to: 5 })).toBe('lost');
});

it('watermarks.standing', async () => {
  const { watermarks } = all();
  await watermarks.advance(publication.id, { reader: 'relay', to: 5 });
  const standing = await costs(() => watermarks.standing(publication.id), { requests: ['Query'], read: 1 });
  expect(standing).toMatchObject({ relay: 5, index: 0, courses: [] });
});

it('receipts.keep', async () => {
  const { receipts } = all();
  const outcome = { code: 'article.slug-taken', message: 'taken', issues: [], extra: {} } as const;
  const receipt = { keyId: 'key', hash: 'hash', fingerprint: 'one', keptAt: NOON, outcome };
  expect(await costs(() => receipts.keep(receipt), { requests: ['PutItem'], written: 1 })).toBeUndefined();
  expect(await receipts.keep({ ...receipt, fingerprint: 'two' })).toEqual(receipt);
  const nextDay = { ...receipt, fingerprint: 'three', keptAt: later(24 * 60) };
  expect(await receipts.keep(nextDay)).toBeUndefined();
});

const later = (minutes: number) => afterNoon(minutes * 60_000);

/** Plans an article, and gives the timer that this sets. */
async function plan(minutes: number, title: string): Promise<Timer> {
  const due = later(minutes);
  const { article: planned } = await add({ title, status: 'scheduled', publishAt: due });
  return { due, kind: 'publish', subject: planned.id, publication: publication.id };
}

it('timers.dueIn', async () => {
  const second = await plan(5.9, 'second');
  const first = await plan(5, 'first');
  await plan(6, 'of another minute');
  const due = await costs(() => all().timers.dueIn(later(5.5)), { requests: ['Query'], read: 1 });
  expect(due).toEqual([first, second]);
});

it('timers.postpone', async () => {
  const { timers } = all();
  const timer = await plan(6, 'planned');
  await costs(() => timers.postpone(timer, later(11)), { requests: ['TransactWriteItems'], written: 4 });
  expect(await timers.dueIn(later(6))).toEqual([]);
  expect(await timers.dueIn(later(11))).toEqual([{ ...timer, due: later(11) }]);
});

it('timers.remove', async () => {
  const { timers } = all();
  const timer = await plan(6, 'planned');
  await costs(() => timers.remove(timer), { requests: ['DeleteItem'], written: 1 });
  expect(await timers.dueIn(later(6))).toEqual([]);
});

it('timers.turn', async () => {
  const { timers } = all();
  await costs(() => timers.turn(later(3)), { requests: ['UpdateItem'], written: 1 });
  await timers.turn(later(1));
  expect(await timers.hand()).toBe(later(3));
});

it('timers.hand', async () => {
  const { timers } = all();
  await timers.turn(later(3));
  expect(await costs(() => timers.hand(), { requests: ['GetItem'], read: 1 })).toBe(later(3));
});
