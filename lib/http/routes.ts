import type { Scope } from '#lib/domain/key.ts';

/**
 * Every route of the HTTP API, in API Gateway's notation, with the scope a key must have for it, or the scopes of which
 * it must have one: the first opens all that the route does, another a part of it. The stack creates its routes from
 * these tables and the functions dispatch on them, so a route cannot exist on one side only.
 */
export const PUBLISHER_ROUTES = {
  'POST /v1/publications': 'publications:manage',
  'GET /v1/publications': 'publications:manage',
  'GET /v1/publications/{publication}': 'articles:read',
  'PATCH /v1/publications/{publication}': 'publications:manage',
  'GET /v1/publications/{publication}/authors': 'articles:read',
  'GET /v1/publications/{publication}/authors/{author}': 'articles:read',
  'PUT /v1/publications/{publication}/authors/{author}': 'articles:write',
  'DELETE /v1/publications/{publication}/authors/{author}': 'articles:write',
  'POST /v1/publications/{publication}/articles': ['articles:write', 'articles:draft'],
  'GET /v1/publications/{publication}/articles': 'articles:read',
  'POST /v1/publications/{publication}/article-batches': ['articles:write', 'articles:draft'],
  'PUT /v1/publications/{publication}/articles/by-external-id/{externalId}': ['articles:write', 'articles:draft'],
  'GET /v1/publications/{publication}/articles/{article}': ['articles:read', 'articles:draft'],
  'PUT /v1/publications/{publication}/articles/{article}': ['articles:write', 'articles:draft'],
  'PATCH /v1/publications/{publication}/articles/{article}': ['articles:write', 'articles:draft'],
  'DELETE /v1/publications/{publication}/articles/{article}': 'articles:write',
  'GET /v1/publications/{publication}/articles/{article}/related': 'articles:read',
  'GET /v1/publications/{publication}/articles/{article}/revisions': 'articles:read',
  'GET /v1/publications/{publication}/articles/{article}/revisions/{revision}': 'articles:read',
  'GET /v1/publications/{publication}/events': ['events:read', 'events:published'],
  'GET /v1/publications/{publication}/events/{sequence}': ['events:read', 'events:published'],
  'POST /v1/publications/{publication}/endpoints': 'endpoints:manage',
  'GET /v1/publications/{publication}/endpoints': 'endpoints:manage',
  'GET /v1/publications/{publication}/endpoints/{endpoint}': 'endpoints:manage',
  'PATCH /v1/publications/{publication}/endpoints/{endpoint}': 'endpoints:manage',
  'DELETE /v1/publications/{publication}/endpoints/{endpoint}': 'endpoints:manage',
  'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries': 'endpoints:manage',
  'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries/{delivery}': 'endpoints:manage',
  'POST /v1/publications/{publication}/endpoints/{endpoint}/replays': 'endpoints:manage',
  'POST /v1/publications/{publication}/endpoints/{endpoint}/secret-rotations': 'endpoints:manage',
  'POST /v1/publications/{publication}/endpoints/{endpoint}/test-events': 'endpoints:manage',
  'POST /v1/publications/{publication}/keys': 'keys:manage',
  'GET /v1/publications/{publication}/keys': 'keys:manage',
  'GET /v1/publications/{publication}/keys/{key}': 'keys:manage',
  'DELETE /v1/publications/{publication}/keys/{key}': 'keys:manage',
  'POST /v1/publications/{publication}/keys/{key}/rotations': 'keys:manage',
} as const satisfies Record<string, Scope | readonly Scope[]>;

export type PublisherRoute = keyof typeof PUBLISHER_ROUTES;

/** The scopes of which a key must have one for a route. */
export const scopesFor = (route: PublisherRoute): readonly Scope[] => [PUBLISHER_ROUTES[route]].flat();

/** Those of them that may wait for what is not there yet: in a function of their own, they keep nobody from publishing. */
export const LOG_ROUTES = [
  'GET /v1/publications/{publication}/events',
  'GET /v1/publications/{publication}/events/{sequence}',
] as const satisfies readonly PublisherRoute[];
export type LogRoute = (typeof LOG_ROUTES)[number];

/** What readers' software asks for: no key, and the only routes that see heavy traffic. */
export const FEED_ROUTES = [
  'GET /{publication}/{document}',
  'HEAD /{publication}/{document}',
  'GET /{publication}/sections/{section}/{document}',
  'HEAD /{publication}/sections/{section}/{document}',
  'GET /{publication}/tags/{tag}/{document}',
  'HEAD /{publication}/tags/{tag}/{document}',
  'GET /{publication}/authors/{author}/{document}',
  'HEAD /{publication}/authors/{author}/{document}',
  'GET /{publication}/languages/{language}/{document}',
  'HEAD /{publication}/languages/{language}/{document}',
  'GET /{publication}/archive/{archive}/{document}',
  'HEAD /{publication}/archive/{archive}/{document}',
] as const;

/** What people look at, and what leads them there. */
export const PAGE_ROUTES = [
  'GET /robots.txt',
  'HEAD /robots.txt',
  'GET /assets/{asset}',
  'HEAD /assets/{asset}',
  'GET /{publication}',
  'HEAD /{publication}',
  'GET /{publication}/feeds',
  'HEAD /{publication}/feeds',
  'GET /{publication}/feeds.opml',
  'HEAD /{publication}/feeds.opml',
  'GET /{publication}/sitemap.xml',
  'HEAD /{publication}/sitemap.xml',
  'GET /{publication}/news-sitemap.xml',
  'HEAD /{publication}/news-sitemap.xml',
  'GET /{publication}/articles/{slug}',
  'HEAD /{publication}/articles/{slug}',
  'GET /{publication}/sections/{section}',
  'HEAD /{publication}/sections/{section}',
  'GET /{publication}/tags/{tag}',
  'HEAD /{publication}/tags/{tag}',
  'GET /{publication}/authors/{author}',
  'HEAD /{publication}/authors/{author}',
  'GET /{publication}/news/{number}/sitemap.xml',
  'HEAD /{publication}/news/{number}/sitemap.xml',
  'GET /{publication}/archive/{archive}/sitemap.xml',
  'HEAD /{publication}/archive/{archive}/sitemap.xml',
] as const;

/** What the API says of itself, to anybody. */
export const DOCS_ROUTES = [
  'GET /v1/openapi.json',
  'HEAD /v1/openapi.json',
  'GET /v1/asyncapi.json',
  'HEAD /v1/asyncapi.json',
  'GET /v1/schemas/{type}',
  'HEAD /v1/schemas/{type}',
  'GET /docs',
  'HEAD /docs',
  'GET /docs/{asset}',
  'HEAD /docs/{asset}',
] as const;

/** What those use who want to be told when a feed changes. */
export const HUB_ROUTES = ['POST /hub'] as const;

export type OpenRoute = (typeof FEED_ROUTES)[number] | (typeof PAGE_ROUTES)[number] | (typeof DOCS_ROUTES)[number];

/** Whatever no route names: answered with a problem document, 404 or 405, by the function behind the pages. So is an address that
 * ends with a slash, which no route can. */
export const FALLBACK_ROUTE = '$default';
