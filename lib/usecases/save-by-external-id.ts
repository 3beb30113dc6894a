import type { ArticleChange } from '#lib/domain/article-draft.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { RequestIdentity } from '#lib/domain/receipt.ts';
import { addArticle } from './add-article.ts';
import type { SavedArticle } from './add-articles.ts';
import type { AppendDeps } from './append.ts';
import { changeArticle } from './change-article.ts';
import type { Rights } from './drafts-only.ts';
import { authorIdsOf } from './edit-draft.ts';
import type { Articles } from './ports.ts';
import type { Precondition } from './unchanged-since.ts';

export interface Saving extends Rights {
  readonly publication: PublicationId;
  readonly externalId: string;
  readonly change: ArticleChange;
  /** Of the article that is there already. */
  readonly precondition: Precondition;
  readonly request?: RequestIdentity | undefined;
}

const ATTEMPTS = 4;
/** What another writer may have done since the external id was looked up. */
const OVERTAKEN = new Set(['article.external-id-taken', 'article.deleted', 'article.missing']);

/** Creates the article that its publisher calls so, or makes its next revision; neither, when nothing would differ. */
export async function saveByExternalId(
  saving: Saving,
  deps: AppendDeps & { readonly articles: Articles },
): Promise<SavedArticle> {
  const { publication, externalId, precondition, request, draftsOnly } = saving;
  const common = { publication, request, draftsOnly };
  const draft = { ...saving.change.draft, externalId };
  const draftFrom = () => ({ ...saving.change, draft });
  for (let attempt = 1; ; attempt += 1) {
    const id = await deps.articles.idOf(publication, externalId);
    try {
      if (id === undefined) return await addArticle(draft, common, deps);
      const change = { ...common, id, precondition, authorIds: authorIdsOf(draft), draftFrom };
      return await changeArticle(change, deps);
    } catch (error) {
      const overtaken = error instanceof Failure && OVERTAKEN.has(error.code);
      if (!overtaken || attempt === ATTEMPTS) throw error;
    }
  }
}
