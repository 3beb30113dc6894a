import { Failure } from '#lib/domain/failure.ts';
import { isGood } from '#lib/domain/key.ts';
import { endOfOverlap, type KeyRotation } from '#lib/domain/key-rotation.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type KeyDeps, type NewKey, newKey } from './create-key.ts';
import { callingKey, refuseExcess } from './grant-key.ts';
import { readKey } from './read-key.ts';

interface Rotation extends KeyRotation {
  readonly publication: PublicationId;
  readonly id: string;
  /** The id of the calling key, which must have all that the key has: it is shown the new one. */
  readonly by: string;
}

/**
 * Makes a new key with the old one's scopes, limit and end, and ends the old one after the overlap, in one write: at no
 * moment do none of them open.
 */
export async function rotateKey({ overlapHours, by, ...of }: Rotation, deps: KeyDeps): Promise<NewKey> {
  const maker = await callingKey(by, deps);
  for (;;) {
    const old = await readKey(of, deps);
    const now = deps.clock.now();
    if (!isGood(old, now)) throw new Failure('key.ended', `the key '${old.id}' is revoked or expired`);
    const { name, scopes, publication, requestsPerMinute, expiresAt } = old;
    const grant = { scopes, requestsPerMinute, expiresAt };
    refuseExcess(grant, maker);
    const made = newKey({ name, publication, ...grant }, deps);
    const endsAt = endOfOverlap(old, { overlapHours, now });
    if ((await deps.keys.rotate(old.id, { to: made.key, endsAt, by: { id: by, now } })) === 'rotated') return made;
    // Somebody else has revoked or rotated one of the two since it was read: what they did may decide otherwise.
    if (by !== old.id) await callingKey(by, deps);
  }
}
