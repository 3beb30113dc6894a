import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Keys, UsedKey } from './ports.ts';

/** A key of the publication; of another's, nobody hears that it exists. */
export async function readKey(
  { publication, id }: { publication: PublicationId; id: string },
  { keys }: { keys: Keys },
): Promise<UsedKey> {
  const key = await keys.withUse(id);
  if (key?.publication !== publication) throw new Failure('key.unknown', `there is no key '${id}' of '${publication}'`);
  return key;
}
