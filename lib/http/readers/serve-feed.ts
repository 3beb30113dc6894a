import { feedLinks, feedUrl } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { FeedKey, StoredDocument } from '#lib/usecases/reader-ports.ts';
import type { Delta } from '#lib/usecases/render-delta.ts';
import { deltaOf, sinceIn } from './delta.ts';
import { feedAddressOf } from './feed-address.ts';
import { contentTypeFor, variation } from './feed-in-a-browser.ts';
import { type DocumentServerDeps, documentServer } from './serve-document.ts';

export interface FeedServerDeps extends DocumentServerDeps {
  readonly open: (key: FeedKey) => Promise<StoredDocument>;
  readonly changes: (of: { key: FeedKey; since: Instant }) => Promise<Delta | undefined>;
}

/** Serves feeds at their own addresses; any other way to say the same is redirected there for good. */
export function feedServer({ open, changes, ...deps }: FeedServerDeps) {
  const serve = documentServer(deps);
  return async (request: ApiRequest): Promise<ApiResponse> => {
    const { key, canonical } = feedAddressOf(request);
    const url = feedUrl(key.subject, { publicUrl: deps.publicUrl, ...key });
    if (!canonical) return { status: 308, headers: { location: url, 'cache-control': FEED_CACHE_CONTROL } };
    const headers = {
      'cache-control': FEED_CACHE_CONTROL,
      link: feedLinks(url, deps.publicUrl),
      ...variation(key.format),
    };
    const whole = await serve(request, { key, url, contentType: contentTypeFor(request, key.format), headers, open });
    const since = whole.status === 200 ? sinceIn(request) : undefined;
    const delta = since && (await changes({ key, since }));
    return delta ? deltaOf(delta, whole) : whole;
  };
}
