import type { ArticleId } from '#lib/domain/article.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { articleDeleted } from '#lib/events/article-events.ts';
import { type AppendDeps, append, type Writing } from './append.ts';
import { publicationOn } from './edit-draft.ts';
import type { Desk, ErasedArticle } from './ports.ts';
import { type Precondition, unchangedSince } from './unchanged-since.ts';

export interface Deletion {
  readonly publication: PublicationId;
  readonly id: ArticleId;
  readonly precondition: Precondition;
}

/** Erases an article for good. Its earlier events lose their content when the feeds' reader meets the event of this. */
export async function deleteArticle({ publication, id, precondition }: Deletion, deps: AppendDeps): Promise<void> {
  const decide = (desk: Desk): Writing<ErasedArticle> => {
    publicationOn(desk, publication);
    const before = unchangedSince(precondition, { found: desk.article, publication, id });
    const after: ErasedArticle = { id, publication, revision: before.revision + 1, status: 'deleted' };
    return { change: { kind: 'erasure', before, after }, happening: articleDeleted(before, deps.clock.now()) };
  };
  await append(deps, { publication, wanted: { article: id }, decide });
}
