import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

const PUBLICATION = '/v1/publications/harbour-post';
const READ = [
  ...[
    'rss.xml',
    'atom.xml',
    'feed.json',
    'sections/city/rss.xml',
    'tags/sea/atom.xml',
    'authors/ada-example/feed.json',
  ],
  ...['languages/en/rss.xml', 'archive/0/rss.xml', 'rss.xml?tag=sea,tide'],
  ...['', 'sections/city/', 'tags/sea/', 'authors/ada-example/', 'feeds', 'feeds.opml'],
  ...['articles/high-tide', 'articles/high-tide.md', 'articles/high-tide.json'],
  ...['sitemap.xml', 'news-sitemap.xml', 'archive/0/sitemap.xml'],
].map((path) => `/harbour-post/${path}`);
const FILES = [
  ...['/robots.txt', '/assets/feed.css', '/assets/page.css', '/assets/copy.js'],
  ...['/docs', '/docs/events', '/docs/page.js', '/docs/page.css', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js'],
  ...['/v1/openapi.json', '/v1/asyncapi.json', '/v1/schemas/bulletin.article.published.v1'],
];

let bulletin: Bulletin;

beforeAll(async () => {
  bulletin = await Bulletin.start();
  const profile = { id: 'harbour-post', title: 'The Harbour Post', language: 'en' };
  await bulletin.api('POST', '/v1/publications', { body: profile });
  const article = {
    ...{
      title: 'High tide',
      content: { html: '<p>At noon.</p>' },
      section: 'City',
      tags: ['Sea', 'Tide'],
      language: 'en',
    },
    authors: [{ name: 'Ada Example' }],
  };
  await bulletin.api('POST', `${PUBLICATION}/articles`, { body: article });
  await vi.waitFor(async () => expect((await ask('/harbour-post/languages/en/rss.xml')).status).toBe(200), {
    timeout: 10_000,
  });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(bulletin.addresses.url + path, { method, headers, redirect: 'manual' });
const ofAny = (answer: Response) => answer.headers.get('access-control-allow-origin');

describe.each([...READ, ...FILES])('%s', (path) => {
  it.each(['br', 'gzip', 'identity'])(
    'is answered with 304 to the tag of its answer in %s, and with the same type',
    async (coding) => {
      const first = await ask(path, { 'accept-encoding': coding });
      const etag = first.headers.get('etag') ?? 'none';
      const again = await ask(path, { 'accept-encoding': coding, 'if-none-match': etag });
      expect([first.status, again.status, await again.text()]).toEqual([200, 304, '']);
      expect(first.headers.get('content-type')).toBeTruthy();
      for (const name of ['content-type', 'etag', 'cache-control', 'vary', 'link', 'access-control-allow-origin'])
        expect(again.headers.get(name), name).toBe(first.headers.get(name));
    },
  );

  it('may be read by any page, also after somebody has asked without an origin', async () => {
    const [plain, cross] = [await ask(path), await ask(path, { origin: 'https://reader.example' })];
    expect([ofAny(plain), ofAny(cross)]).toEqual(['*', '*']);
    expect(ofAny(await ask(path, {}, 'HEAD'))).toBe('*');
  });
});

it('the same goes for what is at another address, and for what is not there', async () => {
  const moved = await ask('/harbour-post');
  const composed = await ask('/harbour-post/rss.xml?tag=tide,sea');
  const missing = await ask('/harbour-post/tags/nothing/rss.xml');
  const refused = await ask('/v1/publications');
  const wrong = await ask('/harbour-post/rss.xml', {}, 'DELETE');
  const answers = [moved, composed, missing, refused, wrong];
  expect(answers.map(({ status }) => status)).toEqual([308, 308, 404, 401, 405]);
  expect(answers.map(ofAny)).toEqual(['*', '*', '*', '*', '*']);
});

it.each([
  ['/harbour-post/rss.xml', 'GET', 'if-none-match, a-im'],
  [`${PUBLICATION}/articles/art_1`, 'PATCH', 'authorization, if-match, idempotency-key, content-type'],
  ['/hub', 'POST', ''],
])('a page of another origin may ask for %s with %s', async (path, method, headers) => {
  const answer = await ask(
    path,
    {
      ...{ origin: 'https://reader.example', 'access-control-request-method': method },
      ...(headers && { 'access-control-request-headers': headers }),
    },
    'OPTIONS',
  );
  expect(answer.status).toBe(204);
  expect(ofAny(answer)).toBe('*');
  expect(answer.headers.get('access-control-allow-methods')?.split(', ')).toContain(method);
  const allowed = answer.headers.get('access-control-allow-headers')?.split(', ') ?? [];
  for (const name of headers.split(', ').filter(Boolean)) expect(allowed).toContain(name);
});
