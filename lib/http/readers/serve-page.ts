import { Failure } from '#lib/domain/failure.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import { type ApiRequest, type ApiResponse, decoded } from '#lib/http/request.ts';
import { CONTENT_TYPES } from '#lib/pages/page.ts';
import type { DocumentKey, StoredDocument } from '#lib/usecases/reader-ports.ts';
import { type PageAddress, pageAddressOf } from './page-address.ts';
import { PAGE_HEADERS } from './page-policy.ts';
import { type DocumentServerDeps, documentServer } from './serve-document.ts';

export interface PageServerDeps extends DocumentServerDeps {
  readonly open: (key: DocumentKey) => Promise<StoredDocument>;
}

/** Serves pages at their own addresses; any other way to say the same is redirected there for good. */
export function pageServer({ open, ...deps }: PageServerDeps) {
  const { publicUrl } = deps;
  const serve = documentServer(deps);
  return async (request: ApiRequest): Promise<ApiResponse> => {
    const address = pageAddressOf(request.path);
    if (!address) throw new Failure('route.missing', `there is nothing at '${request.path}'`);
    const { key, path } = address;
    if (encoded(request.path) !== path) {
      return { status: 308, headers: { location: `${publicUrl}${path}`, 'cache-control': FEED_CACHE_CONTROL } };
    }
    const headers = { 'cache-control': FEED_CACHE_CONTROL, ...headersOf(address, publicUrl) };
    return serve(request, { key, url: path, contentType: CONTENT_TYPES[key.format], headers, open });
  };
}

/** Each part encoded as our own addresses are, whether or not it is already. */
const encoded = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(decoded(part)))
    .join('/');

function headersOf({ key, path }: PageAddress, publicUrl: string): Readonly<Record<string, string>> {
  if (key.format === 'html') return PAGE_HEADERS;
  if (key.subject.kind !== 'article') return {};
  // An article in another form is to be found, and cited, at its page.
  return { link: `<${publicUrl}${path.replace(/\.(?:md|json)$/, '')}>; rel="canonical"` };
}
