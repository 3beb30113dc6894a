import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FEED_CACHE_CONTROL, FEED_MAX_AGE_SECONDS } from '#lib/feeds/caching.ts';
import { compressFeed } from '#lib/feeds/compress-feed.ts';
import { editionOf } from '#lib/feeds/edition.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';

describe('a compressed feed', () => {
  const body = '<rss>Zürich – 東京</rss>\n'.repeat(500);

  it('comes back byte by byte from both codings', async () => {
    const { br, gzip } = await compressFeed(body);
    expect(brotliDecompressSync(br).toString()).toBe(body);
    expect(gunzipSync(gzip).toString()).toBe(body);
    expect(Math.max(br.length, gzip.length)).toBeLessThan(body.length / 10);
  });

  it('has the same bytes each time, as no date is in them', async () => {
    const { br, gzip } = await compressFeed(body);
    expect(await compressFeed(body)).toEqual({ br, gzip });
    expect([...gzip.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
  });
});

describe('an edition', () => {
  it('is the same for the same host, and another for another', () => {
    expect(editionOf('https://a.example')).toBe(editionOf('https://a.example'));
    expect(editionOf('https://a.example')).not.toBe(editionOf('https://b.example'));
  });
});

describe('headers of a feed', () => {
  it('HTTP-12 anybody may keep it, for as long as it says, and a while longer when we are slow or away', () => {
    expect(FEED_CACHE_CONTROL).toBe(
      `public, max-age=${FEED_MAX_AGE_SECONDS}, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400`,
    );
  });

  it('the content type is the format’s, in UTF-8', () => {
    expect(contentTypeOf('rss')).toBe('application/rss+xml; charset=utf-8');
    expect(contentTypeOf('atom')).toBe('application/atom+xml; charset=utf-8');
    expect(contentTypeOf('json')).toBe('application/feed+json; charset=utf-8');
  });
});
