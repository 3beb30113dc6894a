import { Failure } from '#lib/domain/failure.ts';
import { isGood } from '#lib/domain/key.ts';
import { endOfOverlap, type KeyRotation } from '#lib/domain/key-rotation.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type KeyDeps, type NewKey, newKey } from './create-key.ts';
import { readKey } from './read-key.ts';

/** A new key that may do what the old one may, and the old one's end, in one write: at no moment do none of them open. */
export async function rotateKey(
  { overlapHours, ...of }: KeyRotation & { publication: PublicationId; id: string },
  deps: KeyDeps,
): Promise<NewKey> {
  for (;;) {
    const old = await readKey(of, deps);
    const now = deps.clock.now();
    if (!isGood(old, now)) throw new Failure('key.ended', `the key '${old.id}' is revoked or expired`);
    const { name, scopes, publication, requestsPerMinute } = old;
    const made = newKey({ name, scopes, publication, requestsPerMinute }, deps);
    const endsAt = endOfOverlap(old, { overlapHours, now });
    if ((await deps.keys.rotate(old.id, { to: made.key, endsAt })) === 'rotated') return made;
    // Somebody else has revoked or rotated it since it was read: what they did may decide otherwise.
  }
}
