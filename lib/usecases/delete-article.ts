import type { ArticleId } from '#lib/domain/article.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { RequestIdentity } from '#lib/domain/receipt.ts';
import { articleDeleted } from '#lib/events/article-events.ts';
import { type AppendDeps, append, type Decision } from './append.ts';
import { publicationOn } from './edit-draft.ts';
import type { Desk, ErasedArticle } from './ports.ts';
import { type Precondition, unchangedSince } from './unchanged-since.ts';

export interface Deletion {
  readonly publication: PublicationId;
  readonly id: ArticleId;
  readonly precondition: Precondition;
  readonly request?: RequestIdentity | undefined;
}

/** Erases an article for good. Its earlier events lose their content when the feeds' reader meets the event of this. */
export async function deleteArticle(deletion: Deletion, deps: AppendDeps): Promise<void> {
  const { publication, id, precondition, request } = deletion;
  const decide = (desk: Desk): Decision<ErasedArticle> => {
    publicationOn(desk, publication);
    const before = unchangedSince(precondition, { found: desk.article, publication, id });
    const after: ErasedArticle = { id, publication, revision: before.revision + 1, status: 'deleted' };
    const change = { kind: 'erasure', before, after } as const;
    return { after, writings: [{ change, happening: articleDeleted(before, deps.clock.now()) }] };
  };
  await append(deps, { publication, wanted: { article: id }, decide, request });
}
