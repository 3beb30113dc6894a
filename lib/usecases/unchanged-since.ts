import type { Article, ArticleId } from '#lib/domain/article.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { ErasedArticle } from './ports.ts';

/** Whether a change may go on from an article whose entity tag is this: RFC 9110 §13.1.1, decided at the edge. */
export type Precondition = (etag: string) => boolean;

/** An article's entity tag is its revision: what a change is conditional on. */
export const articleTag = ({ revision }: { readonly revision: number }): string => `"${revision}"`;

interface Found {
  readonly found: Article | ErasedArticle | undefined;
  readonly publication: PublicationId;
  readonly id: ArticleId;
}

/** The article, when it is there, the publication's, and as the caller last saw it. */
export function unchangedSince(precondition: Precondition, { found, publication, id }: Found): Article {
  const article = existing({ found, publication, id });
  const etag = articleTag(article);
  if (precondition(etag)) return article;
  throw new Failure('article.stale', `the article is at revision ${article.revision} by now`, { extra: { etag } });
}

export function existing({ found, publication, id }: Found): Article {
  if (!found || found.publication !== publication) {
    throw new Failure('article.missing', `there is no article '${id}' in '${publication}'`);
  }
  if (found.status === 'deleted') throw new Failure('article.deleted', `the article '${id}' has been deleted`);
  return found;
}
