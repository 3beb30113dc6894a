import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Course, CourseChange, Courses, Lease } from '#lib/usecases/endpoint-ports.ts';
import { type FullPublication, fullPublication, type Stores } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, NOON } from '../support/system.ts';

let table: ATable;
let all: Stores;
let courses: Courses;
let one: FullPublication;
let mine: Lease;
let yours: Lease;
let count = 0;

beforeAll(async () => {
  table = await ATable.create();
  all = storesOf(table);
  ({ courses } = all);
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(async () => {
  count += 1;
  one = fullPublication(count);
  mine = one.lease;
  yours = { ...mine, holder: 'you' };
  await all.endpoints.add(one.endpoint, 7);
});

const later = (minutes: number) => afterNoon(minutes * 60_000);
const take = (lease: Lease, from = 0) => courses.take(lease, { now: later(from), until: later(from + 1) });
const standing = async () => (await all.endpoints.standing(one.id, one.endpoint.id))?.course;
const change = async (course: CourseChange) => {
  const endpoint = await all.endpoints.get(one.id, one.endpoint.id);
  return all.endpoints.change({ ...(endpoint ?? one.endpoint), revision: (endpoint?.revision ?? 1) + 1 }, course);
};
const resting = (): Course => ({ ...one.course, failures: 9, failingSince: NOON, restsUntil: later(1_440) });

/** It fails, and is left alone for a day. */
async function rest(): Promise<void> {
  await take(mine);
  await courses.move(mine, { before: one.course, after: { ...resting(), wakeAt: later(1_440) } });
}

describe('a delivery cursor', () => {
  it('is one holder’s until its lease ends', async () => {
    expect(await take(mine)).toEqual({ course: one.course, interrupted: false });
    expect(await take(yours, 1)).toBeUndefined();
    expect(await take(yours, 1.01)).toEqual({ course: one.course, interrupted: true });
    expect(await courses.move(mine, { before: one.course, after: one.course })).toBe('lost');
    expect(await courses.move(yours, { before: one.course, after: one.course })).toBe('moved');
  });

  it('stays its holder’s as long as each move says', async () => {
    await take(mine);
    await courses.move(mine, { before: one.course, after: { ...one.course, sequence: 8 }, until: later(5) });
    expect(await take(yours, 4)).toBeUndefined();
    expect(await standing()).toEqual({ ...one.course, sequence: 8, leasedUntil: later(5) });
  });

  it('is free at once when it was given back', async () => {
    await take(mine);
    await courses.move(mine, { before: one.course, after: { ...one.course, sequence: 8 } });
    expect(await take(yours)).toEqual({ course: { ...one.course, sequence: 8 }, interrupted: false });
  });

  it('remembers that it rests, and forgets it when it is well', async () => {
    await rest();
    expect(await standing()).toEqual({ ...resting(), wakeAt: later(1_440) });
    await take(mine, 1_440);
    await courses.move(mine, { before: { ...resting(), wakeAt: later(1_440) }, after: one.course });
    expect(await standing()).toEqual(one.course);
    expect(await all.timers.dueIn(later(1_440))).toEqual([]);
  });

  it('that is moved on without its timer being touched keeps it', async () => {
    await rest();
    await take(mine, 1_440);
    const before: Course = { ...resting(), wakeAt: later(1_440) };
    await courses.move(mine, { before, after: { ...before, sequence: 8 } });
    expect(await all.timers.dueIn(later(1_440))).toMatchObject([{ kind: 'deliver', subject: one.endpoint.id }]);
  });

  it('that is lost moves no timer', async () => {
    await take(mine);
    await take(yours, 2);
    expect(await courses.move(mine, { before: one.course, after: { ...one.course, wakeAt: later(9) } })).toBe('lost');
    expect(await all.timers.dueIn(later(9))).toEqual([]);
  });
});

describe('a delivery cursor that is restarted', () => {
  it('is well and goes on at once, where it stopped', async () => {
    await rest();
    await change({ to: 'restart' });
    const { failures, failingSince, restsUntil, sequence } = (await standing()) ?? {};
    expect({ failures, failingSince, restsUntil, sequence }).toEqual({ failures: 0, sequence: 7 });
  });

  it('goes on after a sequence that it is told', async () => {
    await change({ to: 'restart', after: 0 });
    expect((await standing())?.sequence).toBe(0);
  });

  it('is taken from whoever had it', async () => {
    await take(mine);
    await change({ to: 'restart', after: 9 });
    expect(await courses.move(mine, { before: one.course, after: { ...one.course, sequence: 8 } })).toBe('lost');
    expect(await take(yours)).toEqual({ course: { ...one.course, sequence: 9 }, interrupted: false });
  });

  it('is looked after again when it was off', async () => {
    await change({ to: 'stop' });
    expect((await standing())?.off).toBe(true);
    await change({ to: 'restart' });
    expect((await standing())?.off).toBeUndefined();
  });
});

describe('a delivery cursor that is stopped', () => {
  it('is taken from whoever had it, and forgets nothing else', async () => {
    await rest();
    await take(mine);
    await change({ to: 'stop' });
    expect(await standing()).toEqual({ ...resting(), wakeAt: later(1_440), off: true });
    expect(await courses.move(mine, { before: resting(), after: one.course })).toBe('lost');
  });
});

describe('the delivery cursor of an endpoint that is gone', () => {
  it('is taken, restarted and stopped by nobody', async () => {
    await all.endpoints.remove(one.id, one.endpoint.id);
    expect(await take(mine)).toBeUndefined();
    expect(await change({ to: 'restart', after: 3 })).toBe('stale');
    expect(await change({ to: 'stop' })).toBe('stale');
    expect((await all.watermarks.standing(one.id)).courses).toEqual([]);
  });

  it('is gone with it, or both are there', async () => {
    const { endpoints, watermarks } = all;
    expect(await endpoints.remove(one.id, one.endpoint.id)).toBe('removed');
    expect([await endpoints.list(one.id), (await watermarks.standing(one.id)).courses]).toEqual([[], []]);
    expect(await endpoints.remove(one.id, one.endpoint.id)).toBe('missing');
  });
});
