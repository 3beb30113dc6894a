import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import type { KeyMaker, Keys } from '#lib/usecases/ports.ts';
import { type FullPublication, fullPublication } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, NOON } from '../support/system.ts';

let table: ATable;
let keys: Keys;
let one: FullPublication;
let by: KeyMaker;
let count = 0;

beforeAll(async () => {
  table = await ATable.create();
  ({ keys } = storesOf(table));
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(async () => {
  count += 1;
  one = fullPublication(count);
  await keys.add(one.key);
  by = { id: `${one.key.id}-maker`, now: NOON };
  await keys.add({ ...one.key, id: by.id, publication: '*' });
});

const later = (hours: number) => afterNoon(hours * 3_600_000);
const successor = () => ({ ...one.key, id: `${one.key.id}-next` });
const rotate = (endsAt: Instant) => keys.rotate(one.key.id, { to: successor(), endsAt, by });
const idsAndEnds = async () => (await keys.list(one.id)).map(({ id, overlapEndsAt }) => [id, overlapEndsAt]);

it('a key ends when its successor is added, at the time that is set', async () => {
  expect(await rotate(later(24))).toBe('rotated');
  expect(await idsAndEnds()).toEqual([
    [one.key.id, later(24)],
    [successor().id, undefined],
  ]);
});

it('a key that was revoked meanwhile gets no successor', async () => {
  await keys.revoke(one.key.id, NOON);
  expect(await rotate(later(24))).toBe('changed');
  expect(await idsAndEnds()).toEqual([[one.key.id, undefined]]);
  expect((await keys.get(one.key.id))?.revokedAt).toBe(NOON);
});

it('a key that ends sooner by now gets no successor, and ends no later', async () => {
  await rotate(later(1));
  expect(await keys.rotate(one.key.id, { to: { ...successor(), id: 'another' }, endsAt: later(24), by })).toBe(
    'changed',
  );
  expect(await idsAndEnds()).toEqual([
    [one.key.id, later(1)],
    [successor().id, undefined],
  ]);
});

it('a key may end sooner than it was to', async () => {
  await rotate(later(24));
  expect(await keys.rotate(one.key.id, { to: { ...successor(), id: `${one.key.id}-x` }, endsAt: later(1), by })).toBe(
    'rotated',
  );
  expect((await keys.get(one.key.id))?.overlapEndsAt).toBe(later(1));
});

it('a key that is not there gets no successor', async () => {
  expect(await keys.rotate('nobody', { to: successor(), endsAt: NOON, by })).toBe('changed');
  expect(await keys.get(successor().id)).toBeUndefined();
  await expect(keys.revoke('nobody', NOON)).rejects.toMatchObject({ code: 'storage.unavailable' });
});

it('a key is not added in the place of another one', async () => {
  await expect(keys.add({ ...one.key, hash: 'another' })).rejects.toMatchObject({ code: 'storage.unavailable' });
  expect((await keys.get(one.key.id))?.hash).toBe(one.key.hash);
});

it('keys are listed with their last use, those of the publication and no others, oldest first', async () => {
  await keys.add({ ...one.key, id: `${one.key.id}-0` });
  await keys.add({ ...one.key, id: 'elsewhere', publication: fullPublication(count + 1_000).id });
  await storesOf(table).uses.begin(one.key.id, { window: 1, count: 5, at: later(2) });
  expect((await keys.list(one.id)).map(({ id, lastUsedAt }) => [id, lastUsedAt])).toEqual([
    [one.key.id, later(2)],
    [`${one.key.id}-0`, undefined],
  ]);
  expect((await keys.withUse(one.key.id))?.lastUsedAt).toBe(later(2));
  expect(await keys.withUse('nobody')).toBeUndefined();
});
