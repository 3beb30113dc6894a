import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import type { Key } from '#lib/domain/key.ts';
import { blockOf, windowOf } from '#lib/domain/quota.ts';
import { keyMeter, type Metering } from '#lib/usecases/meter-keys.ts';
import type { KeyUses } from '#lib/usecases/ports.ts';
import { aKey } from '../support/a-key.ts';
import { memoryUses } from '../support/memory-uses.ts';
import { NOON } from '../support/system.ts';

const INSTANCES = 4;
const SECOND = 1_000;

/** Of single requests and of blocks, which do not always fit into them. */
const limits = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 40, max: 130 }));

/** So many requests for each instance, all instances at once, some time after those before. */
const bursts = fc.array(
  fc.record({
    after: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 180 * SECOND })),
    requests: fc.array(fc.nat(20), { minLength: INSTANCES, maxLength: INSTANCES }),
  }),
  { minLength: 1, maxLength: 8, size: 'max' },
);

/** Both ways of every write take their time, in any order. */
function delayed(uses: KeyUses, scheduler: fc.Scheduler): KeyUses {
  const onItsWay = async <Outcome>(write: () => Promise<Outcome>) => {
    await scheduler.schedule(Promise.resolve(), 'asked');
    const outcome = await write();
    await scheduler.schedule(Promise.resolve(), 'answered');
    return outcome;
  };
  return {
    begin: (key, taking) => onItsWay(() => uses.begin(key, taking)),
    add: (key, taking) => onItsWay(() => uses.add(key, taking)),
  };
}

/** Instances that share a table, each with a clock of its own: so many milliseconds ahead of the true time. */
function instances(uses: KeyUses, { key, ahead }: { key: Key; ahead: readonly number[] }) {
  const time = { now: Date.parse(NOON) };
  const meters = ahead.map((ms) => keyMeter({ uses, clock: { now: () => instant(new Date(time.now + ms)) } }));
  /** One request at a time for each, as Lambda has it. */
  const spend = async (requests: readonly number[], between = async () => {}) => {
    const outcomes = meters.map(async (meter, index) => {
      const own: Metering[] = [];
      for (let n = 0; n < (requests[index] ?? 0); n += 1) {
        await between();
        own.push(await meter(key));
      }
      return own;
    });
    return (await Promise.all(outcomes)).flat();
  };
  return { time, spend, window: () => windowOf(instant(new Date(time.now))) };
}

const counted = (outcomes: readonly Metering[]) => outcomes.filter((outcome) => outcome === 'counted').length;

describe('the limit of a key', () => {
  it('is never exceeded in a window, and nobody is refused before all of it is handed out', async () => {
    await fc.assert(
      fc.asyncProperty(limits, bursts, fc.scheduler(), async (limit, all, scheduler) => {
        const { uses, handedOut } = memoryUses();
        const of = { key: aKey({ requestsPerMinute: limit }), ahead: Array(INSTANCES).fill(0) };
        const { time, spend, window } = instances(delayed(uses, scheduler), of);
        const spent = new Map<number, number>();
        for (const { after, requests } of all) {
          time.now += after;
          const outcomes = await scheduler.waitFor(spend(requests));
          const inWindow = (spent.get(window()) ?? 0) + counted(outcomes);
          spent.set(window(), inWindow);
          expect(inWindow).toBeLessThanOrEqual(limit);
          if (!outcomes.includes('exhausted')) continue;
          expect(handedOut.get(window())).toBe(limit);
          expect(inWindow).toBeGreaterThanOrEqual(limit - (INSTANCES - 1) * blockOf(limit));
        }
      }),
    );
  });

  it('holds between instances whose clocks are up to half a minute apart, while time goes on', async () => {
    const clocks = fc.array(fc.nat(30 * SECOND), { minLength: INSTANCES, maxLength: INSTANCES });
    await fc.assert(
      fc.asyncProperty(limits, bursts, clocks, fc.scheduler(), async (limit, all, ahead, scheduler) => {
        const { uses, handedOut } = memoryUses();
        const of = { key: aKey({ requestsPerMinute: limit }), ahead };
        const { time, spend } = instances(delayed(uses, scheduler), of);
        let spent = 0;
        for (const { after, requests } of all) {
          time.now += after;
          const goOn = async () => {
            await scheduler.schedule(Promise.resolve(), 'sent');
            time.now += (25 * SECOND) / requests.reduce((sum, count) => sum + count, 0);
          };
          spent += counted(await scheduler.waitFor(spend(requests, goOn)));
        }
        const taken = [...handedOut.values()];
        expect(Math.max(0, ...taken)).toBeLessThanOrEqual(limit);
        expect(spent).toBeLessThanOrEqual(taken.reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});
