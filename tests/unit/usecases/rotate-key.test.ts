import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '#lib/domain/instant.ts';
import { type Key, KeyDraft } from '#lib/domain/key.ts';
import { KeyRotation } from '#lib/domain/key-rotation.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { authenticate } from '#lib/usecases/authenticate.ts';
import { createKey } from '#lib/usecases/create-key.ts';
import { rotateKey } from '#lib/usecases/rotate-key.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { countingIds, fixedClock, NOON } from '../../support/system.ts';

const publication = PublicationId.parse('harbour-post');
const hoursAfterNoon = (hours: number): Instant => instant(new Date(Date.parse(NOON) + hours * 3_600_000));

async function aKey({ before, ...draft }: { before?: (keys: Map<string, Key>) => void; expiresAt?: Instant } = {}) {
  const { keys, kept } = memoryKeys(before && { before });
  const deps = { keys, ids: countingIds(), clock: fixedClock(), keyMode: 'live' as const };
  const wanted = KeyDraft.parse({ name: 'cms', scopes: ['articles:write'], ...draft });
  const old = await createKey({ ...wanted, publication }, deps);
  const rotate = (rotation: Partial<KeyRotation> = {}) =>
    rotateKey({ ...KeyRotation.parse(rotation), publication, id: old.key.id }, deps);
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

  it('never lives longer than it would have, and does not hand its end on', async () => {
    const { kept, old, rotate } = await aKey({ expiresAt: hoursAfterNoon(2) });
    const { key } = await rotate();
    expect([kept.get(old.key.id)?.expiresAt, key.expiresAt]).toEqual([hoursAfterNoon(2), undefined]);
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
        if (key && others === 1) keys.set(key.id, { ...key, expiresAt: hoursAfterNoon(1) });
      },
    });
    await rotate();
    expect(kept.get(old.key.id)?.expiresAt).toBe(hoursAfterNoon(1));
    expect(kept.size).toBe(2);
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
    kept.set(old.key.id, { ...old.key, ...ended });
    await expect(rotate()).rejects.toMatchObject({ code: 'key.ended' });
  });

  it('is unknown to every other publication', async () => {
    const { deps, old } = await aKey();
    const stranger = { ...KeyRotation.parse({}), publication: PublicationId.parse('other-post'), id: old.key.id };
    await expect(rotateKey(stranger, deps)).rejects.toMatchObject({ code: 'key.unknown' });
  });
});
