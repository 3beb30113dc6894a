import { keyedApi } from '#lib/http/keyed-api.ts';
import type { LogRoute, PublisherRoute } from '#lib/http/routes.ts';
import { articleRoutes } from './articles.ts';
import { authorRoutes } from './authors.ts';
import { batchRoutes } from './batches.ts';
import { deliveryRoutes } from './deliveries.ts';
import type { PublisherDeps } from './deps.ts';
import { endpointRoutes } from './endpoints.ts';
import { keyRoutes } from './keys.ts';
import { listingRoutes } from './listings.ts';
import { publicationRoutes } from './publications.ts';
import { revisionRoutes } from './revisions.ts';

/** The API of publishers and services, but for the log. */
export const publisherApi = (deps: PublisherDeps) =>
  keyedApi<Exclude<PublisherRoute, LogRoute>>({
    ...publicationRoutes(deps),
    ...authorRoutes(deps),
    ...articleRoutes(deps),
    ...batchRoutes(deps),
    ...revisionRoutes(deps),
    ...listingRoutes(deps),
    ...endpointRoutes(deps),
    ...deliveryRoutes(deps),
    ...keyRoutes(deps),
  });
