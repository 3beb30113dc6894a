import { Failure } from '#lib/domain/failure.ts';
import { type Caller, callerOf, requireScope } from './caller.ts';
import { type Answer, httpHandler } from './pipeline.ts';
import type { ApiRequest, ApiResponse } from './request.ts';
import { type PublisherRoute, scopesFor } from './routes.ts';

type Routes<Route extends PublisherRoute> = Readonly<
  Record<Route, (request: ApiRequest, caller: Caller) => Promise<ApiResponse>>
>;

/** No route answers before the caller's key has been found good for it. */
export function keyedApi<Route extends PublisherRoute>(routes: Routes<Route>) {
  const isIn = (key: string): key is Route => key in routes;
  const answer: Answer = async (request, event) => {
    const { routeKey } = event;
    if (!isIn(routeKey)) throw new Failure('route.missing', `there is nothing at '${routeKey}'`);
    const caller = callerOf(event);
    requireScope(caller, { scopes: scopesFor(routeKey), publication: request.params.publication });
    return routes[routeKey](request, caller);
  };
  return httpHandler(answer);
}
