import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Recent } from '#lib/http/recent.ts';
import { rememberedKeys } from '#lib/http/remembered-keys.ts';
import { aKey } from '../../support/a-key.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { NOON } from '../../support/system.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what was read a moment ago', () => {
  it('is kept for that moment, and begins anew when it is read again', () => {
    const recent = new Recent<string>({ ms: 500, most: 10 });
    recent.keep('feed', 'old');
    vi.advanceTimersByTime(499);
    expect(recent.get('feed')).toBe('old');
    recent.keep('feed', 'new');
    vi.advanceTimersByTime(499);
    expect(recent.get('feed')).toBe('new');
    vi.advanceTimersByTime(1);
    expect(recent.get('feed')).toBeUndefined();
  });

  it('makes way when there is too much of it, the oldest first', () => {
    const recent = new Recent<number>({ ms: 500, most: 3 });
    for (const n of [1, 2, 3]) recent.keep(`feed ${n}`, n);
    recent.keep('feed 1', 10);
    recent.keep('feed 4', 4);
    expect([1, 2, 3, 4].map((n) => recent.get(`feed ${n}`))).toEqual([10, undefined, 3, 4]);
  });
});

describe('a key that was found', () => {
  it('opens nothing five seconds after it was revoked, at the latest', async () => {
    const { keys, kept } = memoryKeys();
    const key = aKey();
    kept.set(key.id, key);
    const remembered = rememberedKeys(keys);
    expect(await remembered.get(key.id)).toEqual(key);
    await keys.revoke(key.id, NOON);
    vi.advanceTimersByTime(5_000);
    expect(await remembered.get(key.id)).toMatchObject({ revokedAt: NOON });
  });

  it('is found as soon as it is made: that it was not there is not remembered', async () => {
    const { keys, kept } = memoryKeys();
    const key = aKey();
    const remembered = rememberedKeys(keys);
    expect(await remembered.get(key.id)).toBeUndefined();
    kept.set(key.id, key);
    expect(await remembered.get(key.id)).toEqual(key);
  });
});
