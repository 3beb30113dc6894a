import { Failure } from '#lib/domain/failure.ts';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { Publications } from './ports.ts';

export async function readPublication(
  id: PublicationId,
  { publications }: { publications: Pick<Publications, 'get'> },
): Promise<Publication> {
  const publication = await publications.get(id);
  if (!publication) throw new Failure('publication.missing', `there is no publication '${id}'`);
  return publication;
}
