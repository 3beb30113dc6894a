import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { editionOf } from '#lib/feeds/edition.ts';
import { feedServer } from '#lib/http/readers/serve-feed.ts';
import type { Documents, StoredDocument } from '#lib/usecases/reader-ports.ts';
import { at, PUBLIC_URL } from '../../support/an-article.ts';
import { fixedClock } from '../../support/system.ts';

const BODY = '<rss>Zürich</rss>\n';

const stored: StoredDocument = {
  etag: '"abc"',
  lastModified: at('08:00'),
  sequence: 7,
  edition: editionOf(PUBLIC_URL),
  bodies: { br: brotliCompressSync(BODY), gzip: gzipSync(BODY) },
};

/** Feeds as they are stored, with a count of what reading them costs. */
function storedFeeds(feed: StoredDocument | undefined) {
  const reads: string[] = [];
  const documents: Pick<Documents, 'validators' | 'body'> = {
    validators: async () => {
      reads.push('validators');
      return feed;
    },
    body: async (_, coding) => {
      reads.push(`body in ${coding}`);
      return feed && { ...feed, bytes: feed.bodies[coding] };
    },
  };
  return { reads, documents };
}

function polled(headers: Record<string, string> = {}, { method = 'GET', kept = [stored] } = {}) {
  const { reads, documents } = storedFeeds(kept[0]);
  const open = async () => {
    reads.push('rendering');
    return stored;
  };
  const serve = feedServer({
    documents,
    publicUrl: PUBLIC_URL,
    clock: fixedClock(),
    open,
    changes: async () => undefined,
  });
  const request = {
    method,
    path: '/harbour-post/rss.xml',
    params: { publication: 'harbour-post', document: 'rss.xml' },
    query: new URLSearchParams(),
    header: (name: string) => headers[name],
    json: () => undefined,
    form: () => new URLSearchParams(),
    fingerprint: () => '',
  };
  return { answer: serve(request), reads };
}

const bytesOf = (body: string | Uint8Array | undefined) => Buffer.from(body ?? '');

describe('a poll', () => {
  it('HTTP-04 of an unchanged feed is answered from its validators, with the headers that the whole would have', async () => {
    const { headers: whole } = await polled({ 'accept-encoding': 'br' }).answer;
    const { answer, reads } = polled({ 'accept-encoding': 'br', 'if-none-match': whole?.etag ?? '' });
    const { status, headers, body } = await answer;
    expect(status).toBe(304);
    expect(body).toBeUndefined();
    const { 'content-type': _type, 'content-encoding': _coding, ...kept } = whole ?? {};
    expect(headers).toEqual(kept);
    expect(Object.keys(kept).sort()).toEqual(['cache-control', 'etag', 'last-modified', 'link', 'vary']);
    expect(reads).toEqual(['validators']);
  });

  it.each(['br', 'gzip', 'identity'])('HTTP-15 with the weak form of the tag in %s is answered 304', async (coding) => {
    const { headers: whole } = await polled({ 'accept-encoding': coding }).answer;
    const { status } = await polled({ 'if-none-match': `W/${whole?.etag}` }).answer;
    expect(status).toBe(304);
  });

  it('HTTP-07 with HEAD has the headers of GET, and no body', async () => {
    const { headers, body } = await polled({}, { method: 'HEAD' }).answer;
    expect(headers).toEqual((await polled().answer).headers);
    expect(body).toBeUndefined();
  });

  it('HTTP-11 varies by its coding, and by whether a browser shows it to a person', async () => {
    const answers = [{}, { 'accept-encoding': 'br' }, { 'if-none-match': '"abc"' }].map(
      (headers) => polled(headers).answer,
    );
    for (const { headers } of await Promise.all(answers)) expect(headers?.vary).toBe('Accept-Encoding, Sec-Fetch-Dest');
  });

  it('HTTP-05 has a tag of its own in each coding, and the same text in all', async () => {
    const [plain, br, gzip] = await Promise.all(
      ['identity', 'br', 'gzip'].map((coding) => polled({ 'accept-encoding': coding }).answer),
    );
    expect(bytesOf(plain?.body).toString()).toBe(BODY);
    expect(brotliDecompressSync(bytesOf(br?.body)).toString()).toBe(BODY);
    expect(gunzipSync(bytesOf(gzip?.body)).toString()).toBe(BODY);
    expect(new Set([plain, br, gzip].map((answer) => answer?.headers?.etag)).size).toBe(3);
    expect([plain, br, gzip].map((answer) => answer?.headers?.['content-encoding'])).toEqual([undefined, 'br', 'gzip']);
  });

  it('WS-01 says what it is, where it and its hub are, and when it changed', async () => {
    expect((await polled().answer).headers).toMatchObject({
      'content-type': 'application/rss+xml; charset=utf-8',
      'last-modified': 'Tue, 24 Nov 2026 08:00:00 GMT',
      link: '<https://news.example/hub>; rel="hub", <https://news.example/harbour-post/rss.xml>; rel="self"',
    });
  });

  it('is called XML by the same tag when a browser shows it to a person', async () => {
    const { headers, body } = await polled({ 'sec-fetch-dest': 'document' }).answer;
    expect(headers?.['content-type']).toBe('application/xml; charset=utf-8');
    expect(headers?.etag).toBe((await polled().answer).headers?.etag);
    expect(bytesOf(body).toString()).toBe(BODY);
  });

  it('renders only what is not stored, or is of another edition', async () => {
    for (const kept of [[], [{ ...stored, edition: 'other' }]]) {
      const { answer, reads } = polled({}, { kept });
      expect((await answer).status).toBe(200);
      expect(reads).toEqual(['validators', 'rendering']);
    }
    const { answer, reads } = polled();
    await answer;
    expect(reads).toEqual(['validators', 'body in br']);
  });
});
