import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { endOf, type Key, KeyDraft, Scope } from '#lib/domain/key.ts';
import { KeyRotation } from '#lib/domain/key-rotation.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { authenticate } from '#lib/usecases/authenticate.ts';
import { createKey } from '#lib/usecases/create-key.ts';
import { rotateKey } from '#lib/usecases/rotate-key.ts';
import { aKey as aStoredKey } from '../../support/a-key.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { countingIds, fixedClock, NOON } from '../../support/system.ts';

const publication = PublicationId.parse('harbour-post');
const operator = aStoredKey({ id: 'operator', publication: '*', scopes: [...Scope.options] });
const hoursAfterNoon = (hours: number): Instant => instant(new Date(Date.parse(NOON) + hours * 3_600_000));

interface Given {
  readonly before?: (keys: Map<string, Key>) => void;
  readonly expiresAt?: Instant;
  readonly requestsPerMinute?: number;
}

/** A key of a publication, and what rotates it: itself, unless another key is named. */
async function aKey({ before, ...draft }: Given = {}) {
  const { keys, kept } = memoryKeys(before && { before });
  const deps = { keys, ids: countingIds(), clock: fixedClock(), keyMode: 'live' as const };
  const wanted = KeyDraft.parse({ name: 'cms', scopes: ['articles:write'], ...draft });
  const old = await createKey({ ...wanted, publication }, deps);
  const rotate = (rotation: Partial<KeyRotation> = {}, by = old.key.id) =>
    rotateKey({ ...KeyRotation.parse(rotation), publication, id: old.key.id, by }, deps);
  const opensAt = async (text: string, now: Instant) =>
    'key' in (await authenticate(`Bearer ${text}`, { keys, clock: fixedClock(now) }));
  return { deps, kept, old, rotate, opensAt };
}

describe('a key that is rotated', () => {
  it('opens beside the new one, which may do the same, until the overlap is over', async () => {
    const { old, rotate, opensAt } = await aKey();
    const { id: _other, hash: _too, ...likeTheOld } = old.key;

    const { key, text } = await rotate();

    expect(key).toMatchObject(likeTheOld);
    expect(key.hash).not.toBe(old.key.hash);
    expect([await opensAt(old.text, hoursAfterNoon(23.99)), await opensAt(text, hoursAfterNoon(23.99))]).toEqual([
      true,
      true,
    ]);
    expect([await opensAt(old.text, hoursAfterNoon(24)), await opensAt(text, hoursAfterNoon(24))]).toEqual([
      false,
      true,
    ]);
  });

  it('hands its limit and its end on, and never lives longer than that itself', async () => {
    const { kept, old, rotate } = await aKey({ expiresAt: hoursAfterNoon(2), requestsPerMinute: 60 });
    const { key } = await rotate();
    expect(key).toMatchObject({ expiresAt: hoursAfterNoon(2), requestsPerMinute: 60 });
    expect(endOf(kept.get(old.key.id) ?? old.key)).toBe(hoursAfterNoon(2));
  });

  it('hands on the end that it was made with, not that of an overlap, when it is rotated twice', async () => {
    const { kept, rotate } = await aKey({ expiresAt: hoursAfterNoon(100) });
    kept.set(operator.id, operator);
    await rotate({ overlapHours: 1 });
    expect((await rotate({ overlapHours: 2 }, operator.id)).key.expiresAt).toBe(hoursAfterNoon(100));
  });

  it('cannot outlive its overlap by rotating itself once more', async () => {
    const { kept, rotate } = await aKey();
    await rotate({ overlapHours: 1 });
    await expect(rotate()).rejects.toMatchObject({ code: 'key.grants-too-much', issues: [{ pointer: '/expiresAt' }] });
    expect(kept.size).toBe(2);
  });

  it.each([
    ['scopes', { scopes: ['keys:manage', 'articles:read'] as const }, '/scopes/0'],
    ['limit', { scopes: ['articles:write'] as const, requestsPerMinute: 60 }, '/requestsPerMinute'],
    ['end', { scopes: ['articles:write'] as const, expiresAt: hoursAfterNoon(1) }, '/expiresAt'],
  ])('is refused to a key with less: its %s', async (_, less, pointer) => {
    const { kept, old, rotate } = await aKey({ requestsPerMinute: 600 });
    const { scopes, ...bounds } = less;
    kept.set('lesser', { ...old.key, id: 'lesser', ...bounds, scopes: [...scopes] });
    await expect(rotate({ overlapHours: 0 }, 'lesser')).rejects.toMatchObject({
      code: 'key.grants-too-much',
      issues: [{ pointer }],
    });
    expect([kept.size, kept.get(old.key.id)]).toEqual([2, old.key]);
  });

  it('opens nothing from now on when there is to be no overlap', async () => {
    const { old, rotate, opensAt } = await aKey();
    await rotate({ overlapHours: 0 });
    expect(await opensAt(old.text, NOON)).toBe(false);
  });

  it('keeps the earlier of the ends that two rotations at once give it', async () => {
    let others = 0;
    const { kept, old, rotate } = await aKey({
      before: (keys) => {
        others += 1;
        const [key] = keys.values();
        if (key && others === 1) keys.set(key.id, { ...key, overlapEndsAt: hoursAfterNoon(1) });
      },
    });
    const { key } = await rotate();
    expect(kept.get(old.key.id)?.overlapEndsAt).toBe(hoursAfterNoon(1));
    expect([kept.size, key.expiresAt]).toEqual([2, undefined]);
  });

  it('is refused, and no key is made, when it is revoked meanwhile', async () => {
    const { kept, rotate } = await aKey({
      before: (keys) => {
        for (const key of keys.values()) keys.set(key.id, { ...key, revokedAt: NOON });
      },
    });
    await expect(rotate()).rejects.toMatchObject({ code: 'key.ended' });
    expect(kept.size).toBe(1);
  });

  it.each([
    ['expired', { expiresAt: NOON }],
    ['revoked', { revokedAt: NOON }],
  ])('is refused when it is %s', async (_, ended) => {
    const { kept, old, rotate } = await aKey();
    kept.set(operator.id, operator);
    kept.set(old.key.id, { ...old.key, ...ended });
    await expect(rotate({}, operator.id)).rejects.toMatchObject({ code: 'key.ended' });
    await expect(rotate()).rejects.toMatchObject({ code: 'key.refused' });
  });

  it('is unknown to every other publication', async () => {
    const { deps, old } = await aKey();
    const stranger = { ...KeyRotation.parse({}), publication: PublicationId.parse('other-post'), id: old.key.id };
    await expect(rotateKey({ ...stranger, by: old.key.id }, deps)).rejects.toMatchObject({ code: 'key.unknown' });
  });
});
