import { describe, expect, it } from 'vitest';
import { jitteredBackoff, systemClock, systemIds, systemPauses } from '#lib/runtime/system.ts';

describe('the ids of a function', () => {
  it('are ULIDs in lower case, each greater than the one before, also within a millisecond', () => {
    const ids = Array.from({ length: 1_000 }, () => systemIds.next());
    expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('and its secrets are of as many bytes as are asked for, never the same', () => {
    const secrets = Array.from({ length: 100 }, () => Buffer.from(systemIds.random(32)).toString('hex'));
    expect(secrets.every((secret) => secret.length === 64)).toBe(true);
    expect(new Set(secrets).size).toBe(100);
  });
});

it('the clock of a function tells the time now', () => {
  const before = Date.now();
  const now = Date.parse(systemClock.now());
  expect([now >= before, now <= Date.now()]).toEqual([true, true]);
});

async function lengthOf(wait: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await wait();
  return performance.now() - before;
}

it('a wait before another try is short, however many there were, and not the same for all', async () => {
  const waits = await Promise.all(Array.from({ length: 50 }, () => lengthOf(() => jitteredBackoff.wait(12))));
  // As long as a few transactions; a machine that is busy takes longer to notice that it is over.
  expect(Math.min(...waits)).toBeLessThan(60);
  expect(Math.max(...waits)).toBeLessThan(2_000);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(10);
});

it('a pause is at least as long as is asked for', async () => {
  // A timer may come a millisecond early.
  expect(await lengthOf(() => systemPauses.take(50))).toBeGreaterThanOrEqual(49);
});
