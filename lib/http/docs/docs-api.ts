import { Failure } from '#lib/domain/failure.ts';
import { type PackedFile, servePacked } from '#lib/http/packed-file.ts';
import { httpHandler } from '#lib/http/pipeline.ts';
import type { ApiRequest } from '#lib/http/request.ts';

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
};

/** The API to read and try, and the schemas that events name: files, by name. */
export function docsApi(files: ReadonlyMap<string, PackedFile>) {
  return httpHandler(async (request) => {
    const file = files.get(nameOf(request));
    if (!file) throw new Failure('route.missing', `there is nothing at '${request.path}'`);
    return servePacked(file, { request, headers: COMMON });
  });
}

function nameOf({ path, params }: ApiRequest): string {
  if (path === '/v1/openapi.json' || path === '/v1/asyncapi.json') return path.slice('/v1/'.length);
  if (params.type) return `${params.type}.schema`;
  const { asset = 'index' } = params;
  return asset.includes('.') ? asset : `${asset}.html`;
}
