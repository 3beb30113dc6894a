import { expect, it } from 'vitest';
import { PublicationId } from '#lib/domain/publication.ts';
import { revokeKey } from '#lib/usecases/revoke-key.ts';
import { aKey } from '../../support/a-key.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { afterNoon, fixedClock, NOON } from '../../support/system.ts';

it('a key stays revoked since the moment it was first revoked', async () => {
  const { keys, kept } = memoryKeys();
  const key = aKey();
  kept.set(key.id, key);
  for (const now of [NOON, afterNoon(60_000)])
    await revokeKey(
      { publication: PublicationId.parse(key.publication), id: key.id },
      { keys, clock: fixedClock(now) },
    );
  expect(kept.get(key.id)?.revokedAt).toBe(NOON);
});
