import type { ArticleView } from '#lib/domain/article-view.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { asHtml } from './safe.ts';

/** An article as far as a feed shows it: in one of summaries it has no content. */
export type ShownArticle = Omit<ArticleView, 'content'> & { readonly content?: { readonly html: string } };

/** Where nobody wrote a summary, the first sentences stand in for it. Corrections follow, as they follow a content. */
export function shownArticle(article: ArticleView, { feedContent }: Publication): ShownArticle {
  if (feedContent !== 'summary') return article;
  const { content, summary, excerpt, ...rest } = article;
  const notes = article.corrections.map(({ at, note }) => `Correction, ${at.slice(0, 10)}: ${note}`);
  const texts = [summary ?? excerpt ?? '', ...notes].filter((text) => text !== '');
  return { ...rest, summary: texts.join('\n\n') };
}

/** With the beginning of its content in place of all of it. */
export const abridged = ({ content, ...article }: ShownArticle): ShownArticle =>
  content ? { ...article, content: { html: `<p>${asHtml(article.excerpt ?? '')}</p>` } } : article;
