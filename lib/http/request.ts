import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Failure } from '#lib/domain/failure.ts';

/** A request as the routes see it: nothing of API Gateway but what HTTP has, too. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** Of the route's variables, decoded. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** The body as JSON, or what stands for none; a failure names what is wrong with it. */
  readonly json: (options?: { readonly bytes?: number; readonly absent?: unknown }) => unknown;
  /** The body as a form. */
  readonly form: (bytes: number) => URLSearchParams;
  /** The same for the same request with the same body, and for no other. */
  readonly fingerprint: () => string;
}

/** Bytes go out as they are; text as UTF-8. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const MAX_BYTES = 300 * 1024;

export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const header = (name: string) => event.headers[name];
  return {
    method: event.requestContext.http.method,
    path: event.rawPath,
    params: Object.fromEntries(
      Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value && decoded(value)]),
    ),
    query: new URLSearchParams(event.rawQueryString),
    header,
    json: ({ bytes = MAX_BYTES, absent } = {}) =>
      absent !== undefined && !event.body ? absent : jsonOf(atMost(bytes, bytesOf(event)), header('content-type')),
    form: (bytes) => formOf(atMost(bytes, bytesOf(event)), header('content-type')),
    fingerprint: () => {
      const { method, path } = event.requestContext.http;
      return createHash('sha256').update(`${method} ${path}\n`).update(bytesOf(event)).digest('hex');
    },
  };
}

/** API Gateway has decoded the path once; what would part or end it, such as a slash in a name, is encoded twice. */
export function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A percent sign may stand for itself; bytes that are not UTF-8 become U+FFFD, as in a query.
    return value.replace(/(?:%[89a-f][0-9a-f])+/gi, '\uFFFD');
  }
}

const bytesOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

function atMost(most: number, bytes: Buffer): Buffer {
  if (bytes.length <= most) return bytes;
  throw new Failure('request.too-large', `the body has ${bytes.length} bytes, and at most ${most} are taken`);
}

function formOf(bytes: Buffer, type: string | undefined): URLSearchParams {
  if (/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type ?? ''))
    return new URLSearchParams(utf8(bytes, 'a form'));
  const expected = 'application/x-www-form-urlencoded';
  throw new Failure('request.unsupported-type', `the body is '${type ?? 'of no type'}', and ${expected} is expected`);
}

function jsonOf(bytes: Buffer, type: string | undefined): unknown {
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type ?? '')) {
    throw new Failure(
      'request.unsupported-type',
      `the body is '${type ?? 'of no type'}', and application/json is expected`,
    );
  }
  const value = parsed(bytes);
  if (isDeep(value)) {
    throw new Failure('request.malformed', `the body is nested too deep: at most ${DEEPEST} levels are read`);
  }
  return value;
}

function parsed(bytes: Buffer): unknown {
  const text = utf8(bytes, 'JSON');
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Failure('request.malformed', `the body is not JSON: ${reason}`, { cause });
  }
}

function utf8(bytes: Buffer, expected: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('request.malformed', `the body is not ${expected}: it is not UTF-8`, { cause });
  }
}

/** Several times deeper than any valid body, and far from the depth at which a recursive reader overflows the stack. */
const DEEPEST = 32;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Walks level by level: a recursive walk would overflow the stack itself. */
function isDeep(value: unknown): boolean {
  let level = [value].filter(isObject);
  for (let depth = 0; depth < DEEPEST; depth += 1) level = level.flatMap((one) => Object.values(one).filter(isObject));
  return level.length > 0;
}
