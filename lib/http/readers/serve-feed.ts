import { brotliDecompressSync } from 'node:zlib';
import { feedUrl } from '#lib/domain/feed.ts';
import { FEED_CACHE_CONTROL } from '#lib/feeds/caching.ts';
import { editionOf } from '#lib/feeds/edition.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import { type Coding, codedTag, notModified, preferredCoding } from '#lib/http/conditional.ts';
import { Recent } from '#lib/http/recent.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type {
  FeedKey,
  FeedValidators,
  RenderedFeeds,
  StoredBody,
  StoredCoding,
  StoredFeed,
} from '#lib/usecases/ports.ts';
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
  const bodies = new Recent<StoredBody>(RECENT);

  const keep = (name: string, { coding, body }: { coding: StoredCoding; body: StoredBody }): StoredBody => {
    validators.keep(name, body);
    return bodies.keep(`${name} ${coding}`, body);
  };
  const render = async (key: FeedKey, name: string): Promise<StoredFeed> => {
    const feed = await open(key);
    for (const coding of ['br', 'gzip'] as const) keep(name, { coding, body: { ...feed, bytes: feed.bodies[coding] } });
    return feed;
  };
  const validatorsOf = async (key: FeedKey, name: string): Promise<FeedValidators> => {
    const recent = validators.get(name);
    if (recent) return recent;
    const stored = await rendered.validators(key);
    return stored && stored.edition === edition ? validators.keep(name, stored) : render(key, name);
  };
  const bodyOf = async (key: FeedKey, { name, etag, coding }: Wanted): Promise<StoredBody> => {
    const recent = bodies.get(`${name} ${coding}`);
    if (recent?.etag === etag) return recent;
    const body = await rendered.body(key, coding);
    if (body && body.edition === edition) return keep(name, { coding, body });
    const feed = await render(key, name);
    return { ...feed, bytes: feed.bodies[coding] };
  };

  return async (request: ApiRequest): Promise<ApiResponse> => {
    const key = feedKeyOf(request.params);
    const name = feedUrl(key.feed, { publicUrl, ...key });
    const coding = preferredCoding(request.header('accept-encoding'));
    const current = await validatorsOf(key, name);
    if (notModified(request, current)) return { status: 304, headers: headersOf(current, { name, coding }) };
    const plain = coding === 'identity';
    const stored = await bodyOf(key, { name, etag: current.etag, coding: plain ? 'br' : coding });
    const described = { ...headersOf(stored, { name, coding }), 'content-type': contentTypeOf(key.format) };
    const headers = plain ? described : { ...described, 'content-encoding': coding };
    if (request.method === 'HEAD') return { status: 200, headers };
    return { status: 200, headers, body: plain ? brotliDecompressSync(stored.bytes) : stored.bytes };
  };
}

interface Wanted {
  readonly name: string;
  readonly etag: string;
  readonly coding: StoredCoding;
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
