import { brotliDecompressSync } from 'node:zlib';
import { feedUrl } from '#lib/domain/feed.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import { editionOf } from '#lib/feeds/edition.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import { type Coding, codedTag, notModified, preferredCoding } from '#lib/http/conditional.ts';
import { Recent } from '#lib/http/recent.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { FeedKey, FeedValidators, RenderedFeeds, StoredFeed } from '#lib/usecases/ports.ts';
import { feedKeyOf } from './feed-key.ts';

export interface FeedServerDeps {
  readonly rendered: RenderedFeeds;
  readonly publicUrl: string;
  /** Renders a feed that is not stored, or not as this edition renders it. */
  readonly open: (key: FeedKey) => Promise<StoredFeed>;
}

/** Half a second: shorter than anybody polls, long enough that a crowd costs as much as one. */
const RECENT = { ms: 500, most: 64 };

/** Answers polls: 304 from the validators alone, 200 from the stored bytes. Nothing is rendered but what never was. */
export function feedServer({ rendered, publicUrl, open }: FeedServerDeps) {
  const edition = editionOf(publicUrl);
  const validators = new Recent<FeedValidators>(RECENT);
  const bodies = new Recent<StoredFeed>(RECENT);

  const keep = (name: string, feed: StoredFeed): StoredFeed => {
    validators.keep(name, feed);
    return bodies.keep(name, feed);
  };
  const validatorsOf = async (key: FeedKey, name: string): Promise<FeedValidators> => {
    const recent = validators.get(name);
    if (recent) return recent;
    const stored = await rendered.validators(key);
    return stored && stored.edition === edition ? validators.keep(name, stored) : keep(name, await open(key));
  };
  const feedOf = async (key: FeedKey, { name, etag }: { name: string; etag: string }): Promise<StoredFeed> => {
    const recent = bodies.get(name);
    if (recent?.etag === etag) return recent;
    const stored = await rendered.body(key);
    return keep(name, stored && stored.edition === edition ? stored : await open(key));
  };

  return async (request: ApiRequest): Promise<ApiResponse> => {
    const key = feedKeyOf(request.params);
    const name = feedUrl(key.feed, { publicUrl, ...key });
    const coding = preferredCoding(request.header('accept-encoding'));
    const current = await validatorsOf(key, name);
    if (notModified(request, current)) return { status: 304, headers: headersOf(current, { name, coding }) };
    const feed = await feedOf(key, { name, etag: current.etag });
    const described = { ...headersOf(feed, { name, coding }), 'content-type': contentTypeOf(key.format) };
    const headers = coding === 'identity' ? described : { ...described, 'content-encoding': coding };
    return request.method === 'HEAD' ? { status: 200, headers } : { status: 200, headers, body: bytesOf(feed, coding) };
  };
}

/** What a 304 carries as a 200 would (RFC 9110 §15.4.5). */
function headersOf({ etag, lastModified }: FeedValidators, { name, coding }: { name: string; coding: Coding }) {
  return {
    etag: codedTag(etag, coding),
    'last-modified': new Date(lastModified).toUTCString(),
    'cache-control': FEED_CACHE_CONTROL,
    vary: 'Accept-Encoding',
    link: `<${name}>; rel="self"`,
  };
}

function bytesOf({ bodies }: StoredFeed, coding: Coding): Uint8Array {
  return coding === 'identity' ? brotliDecompressSync(bodies.br) : bodies[coding];
}
