import { describe, expect, it } from 'vitest';
import { nextBlock, secondsLeft, windowOf } from '#lib/domain/quota.ts';
import { afterNoon, NOON } from '../../support/system.ts';

const present = windowOf(NOON);
const blockAfter = (window: number, used = 100) => nextBlock({ window, used }, { limit: 120, now: NOON });

describe('the next block of a key’s limit', () => {
  it('is what is left of the present minute, and of one that another clock has begun a minute early', () => {
    for (const window of [present, present + 1]) {
      expect(blockAfter(window)).toMatchObject({ begun: true, window, count: 6 });
      expect(blockAfter(window, 118).count).toBe(2);
      expect(blockAfter(window, 120).count).toBe(0);
    }
  });

  it.each([
    ['a minute that is over', present - 1],
    ['a minute that only a wrong clock can have begun', present + 2],
    ['a year that only a wrong clock can have begun', present + 525_600],
  ])('begins anew after %s, however much was used in it', (_, window) => {
    expect(blockAfter(window, 120)).toEqual({ begun: false, window: present, used: 0, count: 6 });
  });
});

it.each([
  [0, 60],
  [1, 60],
  [1_000, 59],
  [59_001, 1],
  [59_999, 1],
  [60_000, 60],
])('%i ms after a minute begins, the next is %i whole seconds away', (ms, seconds) => {
  expect(secondsLeft(afterNoon(ms))).toBe(seconds);
});
