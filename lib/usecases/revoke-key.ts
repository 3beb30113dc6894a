import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Clock, Keys } from './ports.ts';

interface Deps {
  readonly keys: Keys;
  readonly clock: Clock;
}

/** From then on the key opens nothing. Revoking it again changes nothing. */
export async function revokeKey(
  { publication, id }: { publication: PublicationId; id: string },
  { keys, clock }: Deps,
): Promise<void> {
  const key = await keys.get(id);
  if (key?.publication !== publication) throw new Failure('key.unknown', `there is no key '${id}' of '${publication}'`);
  if (key.revokedAt === undefined) await keys.revoke(id, clock.now());
}
