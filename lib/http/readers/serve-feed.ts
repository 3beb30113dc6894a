import { feedUrl } from '#lib/domain/feed.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { FeedKey, StoredDocument } from '#lib/usecases/reader-ports.ts';
import { feedAddressOf } from './feed-address.ts';
import { type DocumentServerDeps, documentServer } from './serve-document.ts';

export interface FeedServerDeps extends DocumentServerDeps {
  readonly open: (key: FeedKey) => Promise<StoredDocument>;
}

/** Serves feeds at their own addresses; any other way to say the same is redirected there for good. */
export function feedServer({ open, ...deps }: FeedServerDeps) {
  const serve = documentServer(deps);
  return async (request: ApiRequest): Promise<ApiResponse> => {
    const { key, canonical } = feedAddressOf(request);
    const url = feedUrl(key.subject, { publicUrl: deps.publicUrl, ...key });
    if (!canonical) return { status: 308, headers: { location: url, 'cache-control': FEED_CACHE_CONTROL } };
    const headers = { 'cache-control': FEED_CACHE_CONTROL, link: `<${url}>; rel="self"` };
    return serve(request, { key, url, contentType: contentTypeOf(key.format), headers, open });
  };
}
