import type { ArticleView } from '#lib/domain/article-view.ts';
import { onlySafe } from '#lib/domain/text.ts';
import { CONTENT_TYPES, type Page, type Site } from './page.ts';

/** The article as the API shows it, without what is between its publisher and Bulletin. */
export function renderArticleJson({ article }: Site & { readonly article: ArticleView }): Page {
  const { externalId, publishAt, ...shown } = article;
  return {
    body: `${JSON.stringify(shown, onlySafe, 2)}\n`,
    contentType: CONTENT_TYPES.json,
    modified: article.modifiedAt,
  };
}
