import { type Instant, instant, later } from '#lib/domain/instant.ts';
import type { Backoff, Clock, Ids, Pauses } from '#lib/usecases/ports.ts';

export const NOON = instant(new Date('2026-11-24T12:00:00Z'));

export const afterNoon = (ms: number): Instant => later(NOON, ms);

/** Stands still, unless it is told to go on. */
export function fixedClock(at: Instant = NOON): Clock {
  return { now: () => at };
}

/** ULIDs in order, the same in every run. */
export function countingIds(): Ids {
  let count = 0;
  return {
    next: () => {
      count += 1;
      return `01jdf0e8m3${String(count).padStart(16, '0')}`;
    },
    random: (bytes) => new Uint8Array(bytes).fill(count),
  };
}

export const noWait: Backoff = { wait: async () => undefined };

/** Time that goes by only where somebody pauses, and then at once. */
export function steppingTime() {
  let passed = 0;
  const taken: number[] = [];
  const clock: Clock = { now: () => afterNoon(passed) };
  const pauses: Pauses = {
    take: async (ms) => {
      taken.push(ms);
      passed += ms;
    },
  };
  return { clock, pauses, taken, passed: () => passed };
}
