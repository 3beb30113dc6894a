import type { PublicationId } from '#lib/domain/publication.ts';
import { type AnnounceDeps, startAnnouncing } from './announce-topics.ts';
import { type EraseDeps, eraseArticle } from './erase-article.ts';
import type { Erasure } from './feed-ports.ts';
import { type IndexDeps, indexEvents } from './index-events.ts';

/** What the index has to do: to follow a publication's log, or to erase what was deleted. */
export type IndexWork =
  | { readonly kind: 'index'; readonly publication: PublicationId }
  | ({ readonly kind: 'erase' } & Erasure);

export type WorkOnIndexDeps = IndexDeps & EraseDeps & Pick<AnnounceDeps, 'distribution' | 'watermarks'>;

export async function workOnIndex(work: IndexWork, deps: WorkOnIndexDeps): Promise<void> {
  if (work.kind === 'erase') {
    await eraseArticle(work, deps);
    return;
  }
  await indexEvents(work.publication, deps);
  // Another worker may have indexed, and have been cut off before it told the hub.
  await startAnnouncing(work.publication, deps);
}
