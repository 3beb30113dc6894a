import { refuseRoute } from '#lib/http/no-route.ts';
import { httpHandler } from '#lib/http/pipeline.ts';
import { FALLBACK_ROUTE } from '#lib/http/routes.ts';
import { type FeedServerDeps, feedServer } from './serve-feed.ts';

/** What readers' software asks for, and whatever no route names. */
export function readerApi(deps: FeedServerDeps) {
  const serveFeed = feedServer(deps);
  return httpHandler(async (request, { routeKey }) =>
    routeKey === FALLBACK_ROUTE ? refuseRoute(request.method, request.path) : serveFeed(request),
  );
}
