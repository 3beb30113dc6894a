import { ArticleBatch } from '#lib/domain/article-draft.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import { Failure, type Issue } from '#lib/domain/failure.ts';
import { type Caller, rightsOf } from '#lib/http/caller.ts';
import { parse } from '#lib/http/issues.ts';
import { statusOf } from '#lib/http/problem.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json } from '#lib/http/responses.ts';
import { addArticles } from '#lib/usecases/add-articles.ts';
import { articleTag } from '#lib/usecases/unchanged-since.ts';
import type { PublisherDeps } from './deps.ts';
import { publicationOf } from './parameters.ts';
import { repeatable, type Saved } from './repeatable.ts';

// Lambda takes a request of 6 MB.
const MOST = { bytes: 4_000_000 };

const pointerOf = (index: number) => `/articles/${index}`;

export function batchRoutes(deps: PublisherDeps) {
  const { publicUrl } = deps;
  const answer = (saved: readonly Saved[]) => json(201, { results: saved.map((one) => result(one, publicUrl)) });

  return {
    'POST /v1/publications/{publication}/article-batches': async (request: ApiRequest, caller: Caller) => {
      const publication = publicationOf(request);
      const batch = request.json(MOST);
      const carryOut = async (identity?: Parameters<typeof addArticles>[1]['request']) => {
        const { articles } = parse(ArticleBatch, batch);
        const saved = await addArticles(
          articles,
          { publication, pointerOf, request: identity, ...rightsOf(caller) },
          deps,
        );
        return saved.map(({ article, ...one }) => ({ ...one, article: viewOf(article, publicUrl) }));
      };
      return repeatable({ request, caller, deps }, { carryOut, answer }).catch((error: unknown) => {
        throw error instanceof Failure ? withResults(error, batch) : error;
      });
    },
  };
}

function result({ article, warnings }: Saved, publicUrl: string) {
  const { id, publication, slug, url } = article;
  const location = `${publicUrl}/v1/publications/${publication}/articles/${id}`;
  return {
    ...{ status: 201, id, slug, url, etag: articleTag(article), location },
    ...(warnings.length > 0 && { warnings }),
  };
}

/** 424 (RFC 4918 §11.4): nothing is wrong with it, but it was not written, since something is with another. */
const NOT_WRITTEN = 424;

/** The failure of a batch, with one result an item. */
function withResults(failure: Failure, batch: unknown): Failure {
  const { articles } = Object(batch) as { articles?: unknown };
  if (!Array.isArray(articles) || failure.issues.length === 0) return failure;
  const results = articles.map((_, index) => {
    const issues = failure.issues.flatMap((issue) => issueWithin(pointerOf(index), issue));
    return issues.length > 0 ? { status: statusOf(failure), code: failure.code, issues } : { status: NOT_WRITTEN };
  });
  const { code, message, issues, extra, cause } = failure;
  return new Failure(code, message, { issues, extra: { ...extra, results }, cause });
}

const issueWithin = (pointer: string, issue: Issue): Issue[] =>
  issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`)
    ? [{ ...issue, pointer: issue.pointer.slice(pointer.length) }]
    : [];
