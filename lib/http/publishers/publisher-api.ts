import { Failure } from '#lib/domain/failure.ts';
import { type Caller, callerOf, requireScope } from '#lib/http/caller.ts';
import { type Answer, httpHandler } from '#lib/http/pipeline.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import { PUBLISHER_ROUTES, type PublisherRoute } from '#lib/http/routes.ts';
import { articleRoutes } from './articles.ts';
import { authorRoutes } from './authors.ts';
import { batchRoutes } from './batches.ts';
import type { PublisherDeps } from './deps.ts';
import { eventRoutes } from './events.ts';
import { keyRoutes } from './keys.ts';
import { listingRoutes } from './listings.ts';
import { publicationRoutes } from './publications.ts';
import { revisionRoutes } from './revisions.ts';

type Routes = Record<PublisherRoute, (request: ApiRequest, caller: Caller) => Promise<ApiResponse>>;

/** The API of publishers and services: no route answers before the caller's key has been found good for it. */
export function publisherApi(deps: PublisherDeps) {
  const routes: Routes = {
    ...publicationRoutes(deps),
    ...authorRoutes(deps),
    ...articleRoutes(deps),
    ...batchRoutes(deps),
    ...revisionRoutes(deps),
    ...listingRoutes(deps),
    ...eventRoutes(deps),
    ...keyRoutes(deps),
  };
  const answer: Answer = async (request, event) => {
    const route = routeIn(event.routeKey);
    const caller = callerOf(event);
    requireScope(caller, { scope: PUBLISHER_ROUTES[route], publication: request.params.publication });
    return routes[route](request, caller);
  };
  return httpHandler(answer);
}

function routeIn(key: string): PublisherRoute {
  if (key in PUBLISHER_ROUTES) return key as PublisherRoute;
  throw new Failure('route.missing', `there is nothing at '${key}'`);
}
