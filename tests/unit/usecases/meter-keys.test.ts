import { describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { blockOf, secondsLeft } from '#lib/domain/quota.ts';
import { keyMeter, type Metering } from '#lib/usecases/meter-keys.ts';
import type { KeyUses } from '#lib/usecases/ports.ts';
import { aKey } from '../../support/a-key.ts';
import { memoryUses } from '../../support/memory-uses.ts';
import { NOON } from '../../support/system.ts';

const MINUTE = 60_000;

function anInstance({ limit, failing }: { limit?: number; failing?: Pick<Error, 'message'> } = {}) {
  const memory = memoryUses();
  const fails = async () => {
    memory.account.writes += 1;
    throw failing;
  };
  const uses: KeyUses = failing ? { begin: fails, add: fails } : memory.uses;
  const time = { now: Date.parse(NOON) };
  const meter = keyMeter({ uses, clock: { now: () => instant(new Date(time.now)) } });
  const key = aKey(limit === undefined ? {} : { requestsPerMinute: limit });
  const spend = async (requests: number): Promise<Metering[]> => {
    const outcomes: Metering[] = [];
    for (let n = 0; n < requests; n += 1) outcomes.push(await meter(key));
    return outcomes;
  };
  return { ...memory, time, key, spend };
}

describe('the meter of keys', () => {
  it('writes once for a block of requests', async () => {
    const { spend, account } = anInstance({ limit: 6_000 });
    await spend(50);
    expect(account.writes).toBe(1);
    await spend(1);
    expect(account.writes).toBe(2);
  });

  it('writes nothing more in a minute whose limit is spent, and counts anew in the next', async () => {
    const { spend, account, time } = anInstance({ limit: 3 });
    expect(await spend(5)).toEqual(['counted', 'counted', 'counted', 'exhausted', 'exhausted']);
    const { writes } = account;
    await spend(10);
    expect(account.writes).toBe(writes);
    time.now += MINUTE;
    expect(await spend(1)).toEqual(['counted']);
  });

  it('hands out what is left of a limit when that is no whole block', async () => {
    const { spend } = anInstance({ limit: 47 });
    expect((await spend(48)).filter((outcome) => outcome === 'counted')).toHaveLength(47);
  });

  it('writes once a minute that a key without a limit is used', async () => {
    const { spend, account, time } = anInstance();
    await spend(1_000);
    time.now += MINUTE;
    await spend(1_000);
    expect(account.writes).toBe(2);
  });

  it('lets requests go on that cannot be counted, and tries again after as many as a block has', async () => {
    const { spend, account } = anInstance({ limit: 200, failing: new Error('throttled') });
    const outcomes = await spend(20);
    expect(outcomes).not.toContain('exhausted');
    expect(outcomes.filter((outcome) => outcome !== 'counted')).toEqual([
      { uncounted: new Error('throttled') },
      { uncounted: new Error('throttled') },
    ]);
    expect(account.writes).toBe(2);
  });

  it('counts in the window that another instance, whose clock is ahead, has begun', async () => {
    const { spend, standing, key, time } = anInstance({ limit: 2 });
    standing.set(key.id, { window: time.now / MINUTE + 1, used: 1 });
    expect(await spend(2)).toEqual(['counted', 'exhausted']);
  });

  it('is not held up by a window that a wrong clock has begun', async () => {
    const { spend, standing, key, time } = anInstance({ limit: 2 });
    standing.set(key.id, { window: time.now / MINUTE + 1_000, used: 2 });
    expect(await spend(2)).toEqual(['counted', 'counted']);
  });
});

describe('a quota', () => {
  it.each([
    [1, 1],
    [39, 1],
    [100, 5],
    [6_000, 50],
    [60_000, 50],
  ])('of %i requests is handed out by %i', (limit, block) => expect(blockOf(limit)).toBe(block));

  it.each([
    ['12:00:00.000', 60],
    ['12:00:00.001', 60],
    ['12:00:59.000', 1],
    ['12:00:59.999', 1],
  ])('at %s is renewed in %i seconds', (time, seconds) => {
    expect(secondsLeft(instant(new Date(`2026-11-24T${time}Z`)))).toBe(seconds);
  });
});
