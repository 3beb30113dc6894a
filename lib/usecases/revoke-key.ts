import type { PublicationId } from '#lib/domain/publication.ts';
import type { Clock, Keys } from './ports.ts';
import { readKey } from './read-key.ts';

interface Deps {
  readonly keys: Keys;
  readonly clock: Clock;
}

/** From then on the key opens nothing. Revoking it again changes nothing. */
export async function revokeKey(of: { publication: PublicationId; id: string }, { keys, clock }: Deps): Promise<void> {
  const { id, revokedAt } = await readKey(of, { keys });
  if (revokedAt === undefined) await keys.revoke(id, clock.now());
}
