import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Delivery } from '#lib/domain/delivery.ts';
import { disableEndpoint } from '#lib/usecases/disable-endpoint.ts';
import type { Course, Lease } from '#lib/usecases/endpoint-ports.ts';
import { aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { anEndpoint, endpointId } from '../support/an-endpoint.ts';
import { costsAt } from '../support/costs.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, countingIds, fixedClock, NOON, noWait } from '../support/system.ts';

let engine: ATable;
let store: ATable;
const { id: publication } = aPublisher();
const all = () => storesOf(store);
const endpoint = anEndpoint({ publication, description: 'our archive', sections: ['World'] });
const other = anEndpoint({ publication, id: endpointId(2) });
const lease: Lease = { publication, endpoint: endpoint.id, holder: 'me' };
const later = (minutes: number) => afterNoon(minutes * 60_000);
const span = { now: NOON, until: later(1) };
const course: Course = { endpoint: endpoint.id, sequence: 7, failures: 0 };
const aDelivery = (n: number): Delivery => ({
  ...{ id: `event-${n}`, endpoint: endpoint.id, type: 'bulletin.article.published.v1', sequence: n },
  ...{ status: 'pending', attempts: [], attemptCount: 0 },
});

beforeAll(async () => {
  engine = await ATable.create();
});
afterAll(() => engine[Symbol.asyncDispose]());

/** A table of its own for each test, with two endpoints. */
beforeEach(async () => {
  store = await engine.emptyTable();
  for (const one of [endpoint, other]) await all().endpoints.add(one, 7);
});

const costs = costsAt(() => store);

it('endpoints.add', async () => {
  const { endpoints } = all();
  const third = anEndpoint({ publication, id: endpointId(3) });
  await costs(() => endpoints.add(third, 8), { requests: ['TransactWriteItems'], written: 4 });
  const standing = { endpoint: third, course: { endpoint: third.id, sequence: 8, failures: 0 } };
  expect(await endpoints.standing(publication, third.id)).toEqual(standing);
});

it('endpoints.get', async () => {
  const { endpoints } = all();
  expect(await costs(() => endpoints.get(publication, endpoint.id), { requests: ['GetItem'], read: 1 })).toEqual(
    endpoint,
  );
  expect(await endpoints.get(publication, endpointId(9))).toBeUndefined();
});

it('endpoints.standing', async () => {
  const { endpoints } = all();
  const standing = await costs(() => endpoints.standing(publication, endpoint.id), {
    ...{ requests: ['BatchGetItem'], read: 2 },
  });
  expect(standing).toEqual({ endpoint, course });
});

it('endpoints.list', async () => {
  const list = await costs(() => all().endpoints.list(publication), { requests: ['Query'], read: 1 });
  expect(list).toEqual([endpoint, other]);
});

it('endpoints.change', async () => {
  const { endpoints } = all();
  const changed = { ...endpoint, revision: 2, description: 'another' };
  expect(await costs(() => endpoints.change(changed), { requests: ['PutItem'], written: 1 })).toBe('changed');
  expect(await endpoints.change({ ...changed, description: 'a rival' })).toBe('stale');
  expect(await endpoints.get(publication, endpoint.id)).toEqual(changed);
});

it('endpoints.change takes its course from whoever has it, and stops or restarts it', async () => {
  const { courses, endpoints } = all();
  const id = endpointId(3);
  const third = anEndpoint({ publication, id });
  const mine = { ...lease, endpoint: id };
  const changed = (revision: number) => ({ ...third, revision });
  const courseNow = async () => (await endpoints.standing(publication, id))?.course;
  await endpoints.add(third, 7);
  await courses.take(mine, span);

  const stop = () => endpoints.change(changed(2), { to: 'stop' });
  expect(await costs(stop, { requests: ['TransactWriteItems'], written: 4 })).toBe('changed');
  expect(await courseNow()).toEqual({ ...course, endpoint: id, off: true });
  expect(await courses.move(mine, { before: course, after: course })).toBe('lost');
  expect(await courses.take(mine, span)).toBeUndefined();

  expect(await endpoints.change(changed(2), { to: 'restart', after: 9 })).toBe('stale');
  expect(await courseNow()).toMatchObject({ sequence: 7, off: true });
  expect(await endpoints.change(changed(3), { to: 'restart', after: 9 })).toBe('changed');
  expect(await courseNow()).toEqual({ ...course, endpoint: id, sequence: 9 });

  await courses.take(mine, span);
  const failing = { ...course, endpoint: id, failures: 3, failingSince: NOON, restsUntil: later(9) };
  await courses.move(mine, { before: course, after: failing });
  expect(await endpoints.change(changed(4), { to: 'restart' })).toBe('changed');
  expect(await courseNow()).toEqual({ ...course, endpoint: id });

  expect(await endpoints.remove(publication, id)).toBe('removed');
  expect(await endpoints.change(changed(5), { to: 'restart' })).toBe('stale');
  expect((await all().watermarks.standing(publication)).courses.map((one) => one.endpoint)).not.toContain(id);
});

it('courses.take', async () => {
  const { courses } = all();
  const taken = await costs(() => courses.take(lease, span), { requests: ['UpdateItem'], written: 1 });
  expect(taken).toEqual({ course, interrupted: false });
  expect(await courses.take({ ...lease, holder: 'you' }, span)).toBeUndefined();
  const afterwards = await courses.take({ ...lease, holder: 'you' }, { now: later(2), until: later(3) });
  expect(afterwards).toEqual({ course, interrupted: true });
});

it('courses.move', async () => {
  const { courses, timers, watermarks } = all();
  const yours = { ...lease, holder: 'you' };
  await courses.take(yours, span);
  expect(await courses.move(lease, { before: course, after: course })).toBe('lost');
  const further = { ...course, sequence: 8 };
  const go = () => courses.move(yours, { before: course, after: further, until: later(4) });
  expect(await costs(go, { requests: ['UpdateItem'], written: 1 })).toBe('moved');

  const failing: Course = { ...further, failures: 1, failingSince: NOON, wakeAt: later(5) };
  const back = () => courses.move(yours, { before: further, after: failing });
  expect(await costs(back, { requests: ['TransactWriteItems'], written: 4 })).toBe('moved');
  expect((await watermarks.standing(publication)).courses).toContainEqual(failing);
  const timer = { kind: 'deliver', due: later(5), publication, subject: endpoint.id };
  expect(await timers.dueIn(later(5))).toEqual([timer]);

  await courses.take(lease, span);
  expect(await courses.move(lease, { before: failing, after: further })).toBe('moved');
  expect(await timers.dueIn(later(5))).toEqual([]);
});

it('log.commit of an endpoint’s end stops its course, which whoever has it may still move', async () => {
  const { courses, endpoints, publications, ...rest } = all();
  const of = aPublisher({ id: 'disabling-post' });
  const failing = anEndpoint({ publication: of.id });
  const mine = { ...lease, publication: of.id };
  await publications.add(of);
  await endpoints.add(failing, 7);
  await courses.take(mine, span);
  const system = { clock: fixedClock(), ids: countingIds(), backoff: noWait, publicUrl: 'https://bulletin.example' };
  const { id, url } = failing;
  await disableEndpoint({ publication: of.id, endpoint: id, url, reason: 'failing' }, { ...rest, ...system });
  expect(await endpoints.standing(of.id, id)).toMatchObject({
    endpoint: { status: 'disabled' },
    course: { off: true },
  });
  const off: Course = { ...course, sequence: 8, off: true };
  expect(await courses.move(mine, { before: course, after: off })).toBe('moved');
  expect(await courses.take(mine, span)).toBeUndefined();
});

const again = { sequence: 1, due: later(5), reason: 'retry', failures: 1 } as const;
const notes = { now: NOON, deliveries: [1, 2, 3].map(aDelivery), again: [again, { ...again, sequence: 12 }] };

it('deliveries.note', async () => {
  const { deliveries } = all();
  await costs(() => deliveries.note(endpoint.id, notes), { requests: ['BatchWriteItem'], written: 5 });
});

it('deliveries.get', async () => {
  const { deliveries } = all();
  await deliveries.note(endpoint.id, notes);
  const get = () => deliveries.get(endpoint.id, 'event-2');
  expect(await costs(get, { requests: ['GetItem'], read: 1 })).toEqual(aDelivery(2));
});

it('deliveries.getMany', async () => {
  const { deliveries } = all();
  await deliveries.note(endpoint.id, notes);
  const get = () => deliveries.getMany(endpoint.id, ['event-1', 'event-3', 'event-4']);
  const found = await costs(get, { requests: ['BatchGetItem'], read: 3 });
  expect(found.map(({ id }) => id).toSorted()).toEqual(['event-1', 'event-3']);
});

it('deliveries.list', async () => {
  const { deliveries } = all();
  await deliveries.note(endpoint.id, notes);
  const list = () => deliveries.list(endpoint.id, { before: 'event-3', limit: 2 });
  const page = await costs(list, { requests: ['Query'], read: 0.5 });
  expect(page.map(({ id }) => id)).toEqual(['event-2', 'event-1']);
});

it('deliveries.resends', async () => {
  const { deliveries } = all();
  await deliveries.note(endpoint.id, notes);
  const resends = await costs(() => deliveries.resends(endpoint.id), { requests: ['Query'], read: 1 });
  expect(resends.map(({ sequence }) => sequence)).toEqual([1, 12]);
  await deliveries.note(endpoint.id, { now: NOON, done: [1] });
  expect(await deliveries.resends(endpoint.id)).toMatchObject([{ sequence: 12, due: later(5), reason: 'retry' }]);
});

it('endpoints.remove', async () => {
  const { endpoints } = all();
  const remove = () => endpoints.remove(publication, endpoint.id);
  expect(await costs(remove, { requests: ['TransactWriteItems'], written: 4 })).toBe('removed');
  expect(await endpoints.remove(publication, endpoint.id)).toBe('missing');
  expect(await endpoints.list(publication)).toEqual([other]);
});
