import type { IncomingHttpHeaders } from 'node:http';

/** An HTTP API's `CorsConfiguration`. */
export interface Cors {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
}

/** What API Gateway adds to every answer to a page of another origin; nothing without an `Origin`. */
export function corsHeaders(cors: Cors | undefined, { origin }: IncomingHttpHeaders): Record<string, string> {
  if (!cors || !origin) return {};
  const { AllowOrigins = [], ExposeHeaders = [] } = cors;
  const allowed = AllowOrigins.includes('*') ? '*' : AllowOrigins.find((one) => one === origin);
  if (!allowed) return {};
  return {
    'access-control-allow-origin': allowed,
    ...(ExposeHeaders.length > 0 && { 'access-control-expose-headers': ExposeHeaders.join(',') }),
  };
}

export const isPreflight = (method: string | undefined, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/** The answer to a preflight, which no function ever sees. */
export function preflightHeaders(cors: Cors, headers: IncomingHttpHeaders): Record<string, string> {
  const { AllowMethods = [], AllowHeaders = [], MaxAge } = cors;
  return {
    ...corsHeaders(cors, headers),
    'access-control-allow-methods': AllowMethods.join(','),
    'access-control-allow-headers': AllowHeaders.join(','),
    ...(MaxAge !== undefined && { 'access-control-max-age': String(MaxAge) }),
  };
}
