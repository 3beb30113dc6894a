import type { ArticleView } from '#lib/domain/article-view.ts';
import { safe } from '#lib/feeds/safe.ts';
import type { Page, Site } from './page.ts';

/** The article as the API shows it, without what is between its publisher and Bulletin. */
export function renderArticleJson({ article }: Site & { readonly article: ArticleView }): Page {
  const { externalId, publishAt, ...shown } = article;
  return {
    body: `${JSON.stringify(shown, onlySafe, 2)}\n`,
    contentType: 'application/json; charset=utf-8',
    modified: article.modifiedAt,
  };
}

const onlySafe = (_name: string, value: unknown): unknown => (typeof value === 'string' ? safe(value) : value);
