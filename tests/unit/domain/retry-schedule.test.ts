import { describe, expect, it } from 'vitest';
import { isGivenUp, nextAttempt, restUntil, retryAt, TIRED } from '#lib/domain/retry-schedule.ts';
import { afterNoon, NOON } from '../../support/system.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Standard Webhooks 1.0. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

describe('an event that failed', () => {
  it.each(WAITS.map((ms, index) => [index + 1, ms] as const))('%i times is tried again after %i ms', (failures, ms) => {
    expect(nextAttempt({ failures, now: NOON, chance: 0 })).toBe(afterNoon(ms));
    expect(nextAttempt({ failures, now: NOON, chance: 1 })).toBe(afterNoon(ms * 1.1));
  });

  it('ten times is not tried again', () => {
    expect(nextAttempt({ failures: 10, now: NOON, chance: 0 })).toBeUndefined();
  });
});

describe('a receiver that fails', () => {
  it.each([
    [TIRED, 5 * SECOND],
    [TIRED + 1, 5 * MINUTE],
    [TIRED + 8, 24 * HOUR],
    [TIRED + 500, 24 * HOUR],
  ])('%i times in a row is left alone for %i ms', (failures, ms) => {
    expect(restUntil({ failures, now: NOON, chance: 0 })).toBe(afterNoon(ms));
    expect(restUntil({ failures, now: NOON, chance: 1 })).toBe(afterNoon(ms * 1.1));
  });

  it('is given up after five days of nothing else, and not before', () => {
    expect(isGivenUp(NOON, afterNoon(5 * DAY - 1))).toBe(false);
    expect(isGivenUp(NOON, afterNoon(5 * DAY))).toBe(true);
  });
});

describe('Retry-After', () => {
  it.each([
    ['1', SECOND],
    [' 120 ', 2 * MINUTE],
    ['86400', DAY],
    ['86401', DAY],
    ['99999999999', DAY],
    ['Tue, 24 Nov 2026 12:01:00 GMT', MINUTE],
    ['Wed, 24 Nov 2027 12:00:00 GMT', DAY],
  ])('of “%s” asks for %i ms, and a day at most', (header, ms) => {
    expect(retryAt(header, NOON)).toBe(afterNoon(ms));
  });

  it.each([undefined, '', '0', '-5', 'soon', 'Tue, 24 Nov 2026 12:00:00 GMT', 'Mon, 23 Nov 2026 12:00:00 GMT'])(
    'of “%s” asks for nothing',
    (header) => {
      expect(retryAt(header, NOON)).toBeUndefined();
    },
  );
});
