import { ArticlesQuery, PageQuery } from '#lib/api/queries.ts';
import type { Article } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { ListPosition, listPositionText } from '#lib/domain/list-position.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { pageOf, positionOf, queryOf } from '#lib/http/paging.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json } from '#lib/http/responses.ts';
import { findByExternalId, listArticles } from '#lib/usecases/list-articles.ts';
import { readArticle } from '#lib/usecases/read-article.ts';
import { relatedArticles } from '#lib/usecases/related-articles.ts';
import type { PublisherDeps } from './deps.ts';
import { articleOf, existingPublication, publicationOf } from './parameters.ts';

/** Every list of the API, by the one way that they are paged. */
export function listingRoutes(deps: PublisherDeps) {
  const summaryOf = (article: Article) => {
    const { content: _left, ...summary } = viewOf(article, deps.publicUrl);
    return summary;
  };

  return {
    'GET /v1/publications': async (request: ApiRequest) => {
      const { limit, cursor } = queryOf(PageQuery, request);
      const after = positionOf(request, { cursor, position: PublicationId });
      const publications = await deps.publications.list({ after, limit });
      return pageOf(request, { items: { publications }, next: lastOf(publications, limit)?.id });
    },

    'GET /v1/publications/{publication}/authors': async (request: ApiRequest) => {
      const { limit, cursor } = queryOf(PageQuery, request);
      const { id } = await existingPublication(request, deps);
      const after = positionOf(request, { cursor, position: AuthorId });
      const authors = await deps.authors.list(id, { after, limit });
      return pageOf(request, { items: { authors }, next: lastOf(authors, limit)?.id });
    },

    'GET /v1/publications/{publication}/articles': async (request: ApiRequest) => {
      const { cursor, externalId, ...query } = queryOf(ArticlesQuery, request);
      await existingPublication(request, deps);
      const after = positionOf(request, { cursor, position: ListPosition });
      const filters = { ...query, publication: publicationOf(request) };
      const page = externalId
        ? await findByExternalId(externalId, filters, deps)
        : await listArticles({ ...filters, after }, deps);
      // Without their contents, a hundred articles are still an answer of a bearable size.
      const articles = page.articles.map(summaryOf);
      return pageOf(request, { items: { articles }, next: page.next && listPositionText(page.next) });
    },

    'GET /v1/publications/{publication}/articles/{article}/related': async (request: ApiRequest) => {
      const article = await readArticle({ publication: publicationOf(request), id: articleOf(request) }, deps);
      return json(200, { articles: (await relatedArticles(article, deps)).map(summaryOf) });
    },
  };
}

const lastOf = <Item>(items: readonly Item[], limit: number): Item | undefined =>
  items.length < limit ? undefined : items.at(-1);
