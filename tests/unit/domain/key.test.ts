import { describe, expect, it } from 'vitest';
import { isGood, KeyDraft, keyHash, keyIdOf, keyText, opens } from '#lib/domain/key.ts';
import { endOfOverlap, KeyRotation } from '#lib/domain/key-rotation.ts';
import { aKey, KEY_TEXT } from '../../support/a-key.ts';
import { afterNoon, NOON } from '../../support/system.ts';

const HOUR = 3_600_000;

describe('a key', () => {
  it('opens with its own text, and with no other', () => {
    const other = keyText('live', { id: aKey().id, secret: new Uint8Array(32).fill(8) });
    expect(keyIdOf(other)).toBe(aKey().id);
    expect(opens(aKey(), { text: KEY_TEXT, now: NOON })).toBe(true);
    expect(opens(aKey(), { text: other, now: NOON })).toBe(false);
  });

  it('opens until it expires, and nothing from then on', () => {
    const key = aKey({ expiresAt: afterNoon(1) });
    expect([isGood(key, NOON), isGood(key, afterNoon(1))]).toEqual([true, false]);
    expect([NOON, afterNoon(1)].map((now) => opens(key, { text: KEY_TEXT, now }))).toEqual([true, false]);
  });

  it('opens until its overlap with a new one is over, though it would have lasted longer', () => {
    const key = aKey({ overlapEndsAt: afterNoon(1), expiresAt: afterNoon(HOUR) });
    expect([isGood(key, NOON), isGood(key, afterNoon(1))]).toEqual([true, false]);
  });

  it('opens nothing once it is revoked', () => {
    expect(opens(aKey({ revokedAt: afterNoon(HOUR) }), { text: KEY_TEXT, now: NOON })).toBe(false);
  });

  it('is kept as a SHA-256 of the whole of it', () => {
    expect(keyHash(KEY_TEXT)).toMatch(/^[0-9a-f]{64}$/);
    expect(keyHash(KEY_TEXT)).not.toBe(keyHash(KEY_TEXT.slice(0, -8)));
    expect(JSON.stringify(aKey())).not.toContain(KEY_TEXT.slice(36));
  });

  it('says whether it is for the real one or for trying', () => {
    const key = { id: aKey().id, secret: new Uint8Array(32) };
    expect(keyText('test', key)).toMatch(/^blt_test_/);
    expect(keyIdOf(keyText('test', key))).toBe(key.id);
    expect(keyIdOf(keyText('test', key).replace('test', 'live'))).toBeUndefined();
  });
});

describe('a new key', () => {
  it('has each scope once', () => {
    const draft = { name: ' CMS ', scopes: ['articles:read', 'articles:write', 'articles:read'] };
    expect(KeyDraft.parse(draft)).toEqual({ name: 'CMS', scopes: ['articles:read', 'articles:write'] });
  });

  it.each<[string, object]>([
    ['without a scope', { scopes: [] }],
    ['for managing publications, which an operator’s alone may', { scopes: ['publications:manage'] }],
    ['with no requests at all', { requestsPerMinute: 0 }],
    ['with more requests than anybody is served', { requestsPerMinute: 60_001 }],
    ['without a name', { name: ' ' }],
    ['with what no key has', { publication: '*' }],
  ])('is refused %s', (_, over) => {
    expect(KeyDraft.safeParse({ name: 'CMS', scopes: ['articles:read'], ...over }).success).toBe(false);
  });
});

describe('a rotated key', () => {
  const end = (overlapHours: number, expiresAt?: typeof NOON) =>
    endOfOverlap(aKey(expiresAt ? { expiresAt } : {}), { overlapHours, now: NOON });

  it('ends after the overlap, but never later than it would have', () => {
    expect(end(24)).toBe(afterNoon(24 * HOUR));
    expect(end(0.5)).toBe(afterNoon(HOUR / 2));
    expect(end(24, afterNoon(HOUR))).toBe(afterNoon(HOUR));
    expect(end(24, afterNoon(48 * HOUR))).toBe(afterNoon(24 * HOUR));
  });

  it.each([
    [undefined, 24],
    [0, 0],
    [720, 720],
  ])('asked for with %s hours of overlap has %i', (overlapHours, expected) => {
    expect(KeyRotation.parse({ overlapHours }).overlapHours).toBe(expected);
  });

  it.each([-1, 721])('is refused with %i hours of overlap', (overlapHours) => {
    expect(KeyRotation.safeParse({ overlapHours }).success).toBe(false);
  });
});
