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
    return value;
  }
}

const bytesOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

function atMost(most: number, bytes: Buffer): Buffer {
  if (bytes.length <= most) return bytes;
  throw new Failure('request.too-large', `the body has ${bytes.length} bytes, and at most ${most} are taken`);
}

function formOf(bytes: Buffer, type: string | undefined): URLSearchParams {
  if (/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type ?? '')) return new URLSearchParams(bytes.toString());
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
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message : 'it is not UTF-8';
    throw new Failure('request.malformed', `the body is not JSON: ${reason}`, { cause });
  }
}
