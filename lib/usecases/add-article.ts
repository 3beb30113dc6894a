import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { type Adding, addArticles, type SavedArticle } from './add-articles.ts';
import type { AppendDeps } from './append.ts';

/** Revision 1 of an article and its event. */
export async function addArticle(
  draft: ArticleDraft,
  adding: Omit<Adding, 'pointerOf'>,
  deps: AppendDeps,
): Promise<SavedArticle> {
  const [saved] = await addArticles([draft], { ...adding, pointerOf: () => '' }, deps);
  if (!saved) throw new TypeError('an article was added and is not there');
  return saved;
}
