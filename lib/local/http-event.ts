import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT } from './intrinsics.ts';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | undefined;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly routeKey: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TEXT = /^(?:text\/|application\/(?:.*\+)?(?:json|xml|javascript|x-www-form-urlencoded))/i;

/**
 * A path as an HTTP API sees it: decoded before a route is looked for, so that `%2F` parts segments, and cut off at a question
 * mark that was encoded. What a segment is to hold all the same is encoded twice.
 */
export function pathIn(path: string): string {
  const [decoded = path] = decodedText(path).split('?');
  return decoded;
}

/** A request as a function receives it: API Gateway's HTTP API, payload format 2.0. */
export function eventOf(request: HttpRequest) {
  const { method, path, query, headers, body, sourceIp, requestId, routeKey, parameters } = request;
  const { cookie, ...rest } = headers;
  const flat = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  const text = body && TEXT.test(headers['content-type'] ?? '') && isUtf8(body);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.split('; ') }),
    headers: flat,
    ...(query && { queryStringParameters: joined(query) }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: ACCOUNT,
      apiId: 'local',
      domainName: headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey,
      stage: '$default',
      ...times(new Date()),
    },
    ...(body && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: Boolean(body) && !text,
  };
}

export type HttpEvent = ReturnType<typeof eventOf>;

/** Of a parameter that is given more than once, the values with commas between them. */
function joined(query: string): Record<string, string> {
  const all = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query))
    all.set(name, all.has(name) ? `${all.get(name)},${value}` : value);
  return Object.fromEntries(all);
}

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const two = (number: number): string => String(number).padStart(2, '0');

function times(now: Date) {
  const day = `${two(now.getUTCDate())}/${MONTHS[now.getUTCMonth()]}/${now.getUTCFullYear()}`;
  const time = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}:${two(now.getUTCSeconds())}`;
  return { time: `${day}:${time} +0000`, timeEpoch: now.getTime() };
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Uint8Array;
}

/** What a function's result means in HTTP: its structured form, or any other value as a body of JSON. */
export function answerOf(result: unknown): HttpAnswer {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result ?? null);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const { statusCode, headers = {}, cookies, body = '' } = result as StructuredResult;
  const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  // As an HTTP API does, also where there is no body.
  const typed = { 'content-type': 'text/plain; charset=utf-8', ...named };
  return { status: Number(statusCode), headers: { ...typed, ...(cookies && { 'set-cookie': cookies }) }, body };
}

interface StructuredResult {
  readonly statusCode: number;
  readonly headers?: Record<string, string | number | boolean>;
  readonly cookies?: string[];
  readonly body?: string | Uint8Array;
}
