import type { Article } from './article.ts';
import type { Instant } from './instant.ts';

type Dates = Pick<Article, 'createdAt' | 'updatedAt' | 'publishedAt'>;

export const publishedOf = ({ publishedAt, createdAt }: Dates): Instant => publishedAt ?? createdAt;

/**
 * The last change that readers should notice, if there was one since the publication. An article that came in with an old date
 * has not changed since then: earlier versions wrote the moment of its arrival down as a change.
 */
export function updateOf(article: Dates): Instant | undefined {
  const { updatedAt, createdAt } = article;
  return updatedAt > createdAt && updatedAt > publishedOf(article) ? updatedAt : undefined;
}

/** The date for feeds, sitemaps and search engines: the last change that readers should notice, or the publication. */
export const updatedOf = (article: Dates): Instant => updateOf(article) ?? publishedOf(article);
