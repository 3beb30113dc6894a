import type { ArticleView } from '#lib/domain/article-view.ts';
import { listPath } from '#lib/domain/page-url.ts';
import { type Html, html, NOTHING } from './html.ts';
import type { Words } from './words.ts';

/** `By Ada Example and Zoë Łuczak`, each with a link to their page. */
export function byline({ authors, publication }: ArticleView, words: Words): Html {
  if (authors.length === 0) return NOTHING;
  const list = new Intl.ListFormat(words.language);
  const numbers = authors.map((_, index) => String(index));
  const parts = list.formatToParts(numbers).map(({ type, value }) => {
    const author = type === 'element' ? authors[Number(value)] : undefined;
    if (!author) return html`${value}`;
    const href = listPath({ kind: 'author', name: author.id }, publication);
    return html`<a href="${href}" rel="author"><bdi>${author.name}</bdi></a>`;
  });
  return html`<bdi class="byline">${words.by} ${parts}</bdi>`;
}

/** The section, with a link to its page. */
export function kicker(article: ArticleView, slug: string): Html {
  if (!article.section || !slug) return NOTHING;
  const href = listPath({ kind: 'section', name: slug }, article.publication);
  return html`<p class="kicker"><a href="${href}"><bdi>${article.section}</bdi></a></p>`;
}
