import { PageQuery } from '#lib/api/queries.ts';
import { RevisionNumber } from '#lib/domain/article.ts';
import { draftOfRevision } from '#lib/domain/article-view.ts';
import { Failure } from '#lib/domain/failure.ts';
import { viewIn } from '#lib/events/catalogue.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { pageOf, positionOf, queryOf } from '#lib/http/paging.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json } from '#lib/http/responses.ts';
import { readArticle } from '#lib/usecases/read-article.ts';
import { readRevision } from '#lib/usecases/read-revision.ts';
import type { PublisherDeps } from './deps.ts';
import { articleOf, publicationOf } from './parameters.ts';

/** An article's history, as its events tell it. */
export function revisionRoutes(deps: PublisherDeps) {
  const targetOf = async (request: ApiRequest) => {
    const target = { publication: publicationOf(request), id: articleOf(request) };
    await readArticle(target, deps);
    return target.id;
  };

  return {
    'GET /v1/publications/{publication}/articles/{article}/revisions': async (request: ApiRequest) => {
      const { limit, cursor } = queryOf(PageQuery, request);
      const id = await targetOf(request);
      const before = positionOf(request, { cursor, position: RevisionNumber });
      const revisions = (await deps.log.revisions(id, { before, limit })).flatMap(revisionIn);
      const next = revisions.length < limit ? undefined : String(revisions.at(-1)?.revision);
      return pageOf(request, { items: { revisions }, next: next === '1' ? undefined : next });
    },

    'GET /v1/publications/{publication}/articles/{article}/revisions/{revision}': async (request: ApiRequest) => {
      const id = await targetOf(request);
      const revision = RevisionNumber.safeParse(request.params.revision).data ?? 0;
      const found = revision > 0 ? await readRevision({ id, revision }, deps) : undefined;
      if (!found) {
        throw new Failure('revision.missing', `the article '${id}' has no revision '${request.params.revision}'`);
      }
      const [article, [summary]] = [viewIn(found.data), revisionIn(found.event)];
      return json(200, { ...summary, article, draft: draftOfRevision(article, deps.publicUrl) });
    },
  };
}

function revisionIn({ type, time, sequence, data }: BulletinEvent) {
  return data && 'revision' in data && 'title' in data && 'slug' in data
    ? [{ revision: data.revision, type, time, sequence: Number(sequence), title: data.title, status: data.status }]
    : [];
}
