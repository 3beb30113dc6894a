import { type Article, ArticleId, slugApart } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { RequestIdentity } from '#lib/domain/receipt.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import { type AppendDeps, append, type Decision } from './append.ts';
import { type Rights, refuseToPublish } from './drafts-only.ts';
import { authorIdsOf } from './edit-draft.ts';
import { cleanDrafts, firstRevisions } from './first-revisions.ts';
import type { Desk } from './ports.ts';

export interface SavedArticle {
  readonly article: Article;
  /** What was taken out of the content, in words. */
  readonly warnings: readonly string[];
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

export interface Adding extends Rights {
  readonly publication: PublicationId;
  /** Where in the request a draft is: a JSON Pointer. */
  readonly pointerOf: (index: number) => string;
  readonly request?: RequestIdentity | undefined;
}

/**
 * Revision 1 of each article and its event, all in one transaction. A slug taken from a title makes way for one that
 * is taken already; one that was chosen is refused.
 */
export async function addArticles(
  drafts: readonly ArticleDraft[],
  { publication, pointerOf, request, draftsOnly }: Adding,
  deps: AppendDeps,
): Promise<readonly SavedArticle[]> {
  if (draftsOnly) refuseToPublish(drafts, pointerOf);
  const clean = cleanDrafts(drafts, pointerOf);
  const ids = drafts.map(() => ArticleId.parse(`art_${deps.ids.next()}`));
  const decided = (articles: readonly Article[]): Decision<readonly Article[]> => ({
    after: articles,
    writings: articles.map((after, index) => ({
      change: { kind: 'article', after },
      happening: articleChanged({ after, publicUrl: deps.publicUrl }),
      warnings: clean[index]?.warnings ?? [],
    })),
  });
  const decide = (desk: Desk) =>
    decided(firstRevisions(clean, desk, { publication, ids, now: deps.clock.now(), pointerOf }));
  const otherSlugs = (articles: readonly Article[], at: readonly number[]) => {
    const chosen = at.filter((index) => drafts[index]?.slug);
    if (chosen.length > 0) return chosen;
    return decided(articles.map((article, index) => (at.includes(index) ? slugApart(article) : article)));
  };
  const wanted = { authors: drafts.flatMap(authorIdsOf) };
  const articles = await append(deps, { publication, wanted, decide, otherSlugs, pointerOf, request });
  return articles.map((article, index) => ({ article, warnings: clean[index]?.warnings ?? [], outcome: 'created' }));
}
