import { type Article, ArticleId, createArticle, slugApart } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import { type AppendDeps, append, type Writing } from './append.ts';
import { authorIdsOf, cleanDraft, editDraft, publicationOn } from './edit-draft.ts';
import type { Desk } from './ports.ts';

export interface SavedArticle {
  readonly article: Article;
  /** What was taken out of the content, in words. */
  readonly warnings: readonly string[];
}

/** Revision 1 of an article and its event. A slug taken from the title makes way for one that is taken already. */
export async function addArticle(
  draft: ArticleDraft,
  publication: PublicationId,
  deps: AppendDeps,
): Promise<SavedArticle> {
  const clean = cleanDraft(draft, draft.url);
  const id = ArticleId.parse(`art_${deps.ids.next()}`);
  const writing = (after: Article): Writing<Article> => ({
    change: { kind: 'article', after },
    happening: articleChanged({ after, publicUrl: deps.publicUrl }),
  });
  const decide = (desk: Desk) => {
    const now = deps.clock.now();
    const identity = { id, publication: publicationOn(desk, publication), now };
    return writing(createArticle(editDraft(clean, { desk, now }), identity));
  };
  const otherSlug = draft.slug ? undefined : (article: Article) => writing(slugApart(article));
  const article = await append(deps, { publication, wanted: { authors: authorIdsOf(draft) }, decide, otherSlug });
  return { article, warnings: clean.warnings };
}
