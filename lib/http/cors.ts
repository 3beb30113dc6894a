import type { ApiResponse } from './request.ts';

/** Which pages of other origins may do what: all of them everything, as no cookie lets anybody in. */
export const CORS = {
  allowOrigins: ['*'],
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  allowHeaders: [
    'authorization',
    'content-type',
    'if-match',
    'if-none-match',
    'if-modified-since',
    'idempotency-key',
    'a-im',
    'last-event-id',
  ],
  exposeHeaders: ['etag', 'link', 'last-modified', 'location', 'retry-after'],
  maxAge: 86_400,
};

/** On every answer, whoever asks: one that was kept for a client without an `Origin` may be given to a page that has one. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': CORS.exposeHeaders.join(', '),
};

/** The answer to what a browser asks before it sends a page's request to another origin: the same for every address. */
export const preflight = (): ApiResponse => ({
  status: 204,
  headers: {
    'access-control-allow-methods': CORS.allowMethods.join(', '),
    'access-control-allow-headers': CORS.allowHeaders.join(', '),
    'access-control-max-age': String(CORS.maxAge),
    'cache-control': `public, max-age=${CORS.maxAge}`,
  },
});
