import { Failure } from '#lib/domain/failure.ts';
import { createPublication, type Publication, type PublicationDraft } from '#lib/domain/publication.ts';
import type { Clock, Publications } from './ports.ts';

interface Deps {
  readonly publications: Publications;
  readonly clock: Clock;
  readonly publicUrl: string;
}

export async function addPublication(
  draft: PublicationDraft,
  { publications, clock, publicUrl }: Deps,
): Promise<Publication> {
  const publication = createPublication(draft, { now: clock.now(), publicUrl });
  if ((await publications.add(publication)) === 'added') return publication;
  throw new Failure('publication.id-taken', `there is a publication '${draft.id}' already`, {
    issues: [{ pointer: '/id', given: draft.id, expected: 'an id that no publication has had' }],
  });
}
