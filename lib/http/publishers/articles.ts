import type { Article } from '#lib/domain/article.ts';
import { ArticleChange, ArticleDraft } from '#lib/domain/article-draft.ts';
import { draftOf, viewOf } from '#lib/domain/article-view.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { Failure } from '#lib/domain/failure.ts';
import { type Caller, requireScope, rightsOf } from '#lib/http/caller.ts';
import { ifMatches } from '#lib/http/conditional.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import { json, noContent } from '#lib/http/responses.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import type { SavedArticle } from '#lib/usecases/add-articles.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import { authorIdsOf } from '#lib/usecases/edit-draft.ts';
import { readArticle } from '#lib/usecases/read-article.ts';
import { saveByExternalId } from '#lib/usecases/save-by-external-id.ts';
import { articleTag, type Precondition } from '#lib/usecases/unchanged-since.ts';
import type { PublisherDeps } from './deps.ts';
import { mergePatch } from './merge-patch.ts';
import { articleOf, externalIdOf, publicationOf } from './parameters.ts';
import { repeatable, type Saved } from './repeatable.ts';

export function articleRoutes(deps: PublisherDeps) {
  const { publicUrl } = deps;
  const viewed = ({ article, ...saved }: SavedArticle): Saved[] => [{ ...saved, article: viewOf(article, publicUrl) }];
  const changed = ([saved]: readonly Saved[]) => shown(200, saved);
  const created = ([saved]: readonly Saved[]) => shown(201, saved, publicUrl);

  const change = (
    { request, caller }: { request: ApiRequest; caller: Caller },
    steps: Pick<Parameters<typeof changeArticle>[0], 'draftFrom' | 'authorIds'>,
  ) =>
    repeatable(
      { request, caller, deps },
      {
        carryOut: async (identity) => {
          const target = { ...targetOf(request), ...rightsOf(caller), request: identity };
          return viewed(await changeArticle({ ...target, ...steps }, deps));
        },
        answer: changed,
      },
    );

  return {
    'POST /v1/publications/{publication}/articles': async (request: ApiRequest, caller: Caller) =>
      repeatable(
        { request, caller, deps },
        {
          carryOut: async (identity) => {
            const draft = parse(ArticleDraft, request.json());
            const adding = { publication: publicationOf(request), ...rightsOf(caller), request: identity };
            return viewed(await addArticle(draft, adding, deps));
          },
          answer: created,
        },
      ),

    'PUT /v1/publications/{publication}/articles/by-external-id/{externalId}': async (
      request: ApiRequest,
      caller: Caller,
    ) =>
      repeatable(
        { request, caller, deps },
        {
          carryOut: async (identity) => {
            const change = parse(ArticleChange, request.json());
            const externalId = externalIdOf(request, change.draft);
            const target = { publication: publicationOf(request), externalId, ...rightsOf(caller), request: identity };
            return viewed(await saveByExternalId({ ...target, change, precondition: ifAsked(request) }, deps));
          },
          answer: (saved) => (saved[0]?.outcome === 'created' ? created(saved) : changed(saved)),
        },
      ),

    'GET /v1/publications/{publication}/articles/{article}': async (request: ApiRequest, caller: Caller) => {
      const article = await readArticle({ publication: publicationOf(request), id: articleOf(request) }, deps);
      if (article.status !== 'draft')
        requireScope(caller, { scopes: ['articles:read'], publication: article.publication });
      return changed(viewed({ article, warnings: [], outcome: 'unchanged' }));
    },

    'PUT /v1/publications/{publication}/articles/{article}': async (request: ApiRequest, caller: Caller) => {
      const submitted = parse(ArticleChange, request.json());
      return change({ request, caller }, { authorIds: authorIdsOf(submitted.draft), draftFrom: () => submitted });
    },

    'PATCH /v1/publications/{publication}/articles/{article}': async (request: ApiRequest, caller: Caller) => {
      const patch = request.json();
      const draftFrom = (article: Article) => parse(ArticleChange, mergePatch(patchedDraft(article, patch), patch));
      return change({ request, caller }, { authorIds: authorIdsIn(patch), draftFrom });
    },

    'DELETE /v1/publications/{publication}/articles/{article}': async (request: ApiRequest, caller: Caller) =>
      repeatable(
        { request, caller, deps },
        {
          carryOut: async (identity) => {
            await deleteArticle({ ...targetOf(request), request: identity }, deps);
            return [];
          },
          answer: noContent,
        },
      ),
  };
}

/** The article with its entity tag; with its address, too, when it is new. */
function shown(status: number, saved: Saved | undefined, publicUrl?: string): ApiResponse {
  if (!saved) throw new TypeError('there is no article to show');
  const { article, warnings } = saved;
  const location = `${publicUrl}/v1/publications/${article.publication}/articles/${article.id}`;
  return json(
    status,
    { ...article, ...(warnings.length > 0 && { warnings }) },
    {
      etag: articleTag(article),
      'last-modified': new Date(article.modifiedAt).toUTCString(),
      ...(publicUrl !== undefined && { location }),
    },
  );
}

const targetOf = (request: ApiRequest) => ({
  publication: publicationOf(request),
  id: articleOf(request),
  precondition: preconditionOf(request),
});

/** RFC 6585 §3: a change that does not say what it changes could undo somebody else's. */
function preconditionOf(request: ApiRequest): Precondition {
  if (request.header('if-match') !== undefined) return ifAsked(request);
  throw new Failure(
    'article.unconditional',
    "a change needs 'If-Match' with the entity tag of the article as you know it",
  );
}

/** Who names an article by an id of their own is its only writer, and need not say what they know of it. */
function ifAsked(request: ApiRequest): Precondition {
  const ifMatch = request.header('if-match');
  return ifMatch === undefined ? () => true : (etag) => ifMatches(ifMatch, etag);
}

/** What a patch is merged into. One that only says another status gives up the time that was planned. */
function patchedDraft(article: Article, patch: unknown) {
  const { publishAt, ...draft } = draftOf(article);
  const { status = article.status } = Object(patch) as { status?: unknown };
  return status === 'scheduled' && publishAt !== undefined ? { ...draft, publishAt } : draft;
}

/** The ids among a patch's authors: what is wrong with the others is found when the whole is read. */
function authorIdsIn(patch: unknown): AuthorId[] {
  const { authors } = Object(patch) as { authors?: unknown };
  return Array.isArray(authors) ? authors.slice(0, 20).flatMap((author) => AuthorId.safeParse(author).data ?? []) : [];
}
