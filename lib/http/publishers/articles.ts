import type { Article } from '#lib/domain/article.ts';
import { ArticleChange, ArticleDraft } from '#lib/domain/article-draft.ts';
import { draftOf, viewOf } from '#lib/domain/article-view.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { Failure } from '#lib/domain/failure.ts';
import { ifMatches } from '#lib/http/conditional.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import { json, noContent } from '#lib/http/responses.ts';
import { addArticle, type SavedArticle } from '#lib/usecases/add-article.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import { readArticle } from '#lib/usecases/read-article.ts';
import { articleTag, type Precondition } from '#lib/usecases/unchanged-since.ts';
import type { PublisherDeps } from './deps.ts';
import { mergePatch } from './merge-patch.ts';
import { articleOf, publicationOf } from './parameters.ts';

export function articleRoutes(deps: PublisherDeps) {
  const shown = (status: number, { article, warnings }: SavedArticle): ApiResponse => {
    const body = { ...viewOf(article, deps.publicUrl), ...(warnings.length > 0 && { warnings }) };
    return json(status, body, {
      etag: articleTag(article),
      'last-modified': new Date(article.modifiedAt).toUTCString(),
    });
  };
  const change = async (
    request: ApiRequest,
    steps: Pick<Parameters<typeof changeArticle>[0], 'draftFrom' | 'authorIds'>,
  ) => {
    const target = {
      publication: publicationOf(request),
      id: articleOf(request),
      precondition: preconditionOf(request),
    };
    return shown(200, await changeArticle({ ...target, ...steps }, deps));
  };

  return {
    'POST /v1/publications/{publication}/articles': async (request: ApiRequest) => {
      const publication = publicationOf(request);
      const saved = await addArticle(parse(ArticleDraft, request.json()), publication, deps);
      const response = shown(201, saved);
      const location = `${deps.publicUrl}/v1/publications/${publication}/articles/${saved.article.id}`;
      return { ...response, headers: { ...response.headers, location } };
    },

    'GET /v1/publications/{publication}/articles/{article}': async (request: ApiRequest) => {
      const article = await readArticle({ publication: publicationOf(request), id: articleOf(request) }, deps);
      return shown(200, { article, warnings: [] });
    },

    'PUT /v1/publications/{publication}/articles/{article}': async (request: ApiRequest) => {
      const submitted = parse(ArticleChange, request.json());
      const authorIds = submitted.draft.authors.filter((author) => typeof author === 'string');
      return change(request, { authorIds, draftFrom: () => submitted });
    },

    'PATCH /v1/publications/{publication}/articles/{article}': async (request: ApiRequest) => {
      const patch = request.json();
      const draftFrom = (article: Article) => parse(ArticleChange, mergePatch(draftOf(article), patch));
      return change(request, { authorIds: authorIdsIn(patch), draftFrom });
    },

    'DELETE /v1/publications/{publication}/articles/{article}': async (request: ApiRequest) => {
      const target = { publication: publicationOf(request), id: articleOf(request) };
      await deleteArticle({ ...target, precondition: preconditionOf(request) }, deps);
      return noContent();
    },
  };
}

/** RFC 6585 §3: a change that does not say what it changes could undo somebody else's. */
function preconditionOf(request: ApiRequest): Precondition {
  const ifMatch = request.header('if-match');
  if (ifMatch !== undefined) return (etag) => ifMatches(ifMatch, etag);
  throw new Failure(
    'article.unconditional',
    "a change needs 'If-Match' with the entity tag of the article as you know it",
  );
}

/** The ids among a patch's authors: what is wrong with the others is found when the whole is read. */
function authorIdsIn(patch: unknown): AuthorId[] {
  const { authors } = Object(patch) as { authors?: unknown };
  return Array.isArray(authors) ? authors.slice(0, 20).flatMap((author) => AuthorId.safeParse(author).data ?? []) : [];
}
