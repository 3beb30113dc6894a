import { brotliDecompressSync } from 'node:zlib';
import { Failure } from '#lib/domain/failure.ts';
import { codedTag, notModified, preferredCoding } from '#lib/http/conditional.ts';
import { httpHandler } from '#lib/http/pipeline.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';

/** A file as it was packed when the function was built. */
export interface PackedFile {
  readonly type: string;
  readonly etag: string;
  /** In brotli. */
  readonly bytes: Uint8Array;
}

/** The page may load, show and ask what is of this origin, and nothing else; pictures that its style sheet holds, too. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const COMMON = {
  'cache-control': 'public, max-age=300, stale-while-revalidate=86400',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  vary: 'Accept-Encoding',
};

/** The API to read and try, and the schemas that events name: files, by name. */
export function docsApi(files: ReadonlyMap<string, PackedFile>) {
  return httpHandler(async (request) => {
    const file = files.get(nameOf(request));
    if (!file) throw new Failure('route.missing', `there is nothing at '${request.path}'`);
    return served(file, request);
  });
}

function nameOf({ path, params }: ApiRequest): string {
  if (path === '/v1/openapi.json') return 'openapi.json';
  if (params.type) return `${params.type}.schema`;
  return params.asset ?? 'index.html';
}

function served({ type, etag, bytes }: PackedFile, request: ApiRequest): ApiResponse {
  const coding = preferredCoding(request.header('accept-encoding')) === 'br' ? 'br' : 'identity';
  const headers = { ...COMMON, etag: codedTag(etag, coding) };
  if (notModified(request, { etag })) return { status: 304, headers };
  const described = { ...headers, 'content-type': type, ...(coding === 'br' && { 'content-encoding': coding }) };
  if (request.method === 'HEAD') return { status: 200, headers: described };
  return { status: 200, headers: described, body: coding === 'br' ? bytes : brotliDecompressSync(bytes) };
}
