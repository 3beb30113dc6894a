import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiAnswer, Bulletin } from '../support/bulletin.ts';
import { all, attributesAt, readXml, texts } from '../support/strict-xml.ts';

const PUBLICATION = '/v1/publications/harbour-post';

let bulletin: Bulletin;

beforeAll(async () => {
  bulletin = await Bulletin.start();
  const profile = { id: 'harbour-post', title: 'The Harbour Post', language: 'en' };
  await bulletin.api('POST', '/v1/publications', { body: profile });
  const ada = { name: 'Ada Example', biography: 'Writes about whatever floats.' };
  await bulletin.api('PUT', `${PUBLICATION}/authors/ada`, { body: ada });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

const person = { accept: 'text/html,application/xhtml+xml' };
const look = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  bulletin.api(method, path, { key: '', headers: { ...person, ...headers } });

const publish = async (title: string, over: object = {}) => {
  const body = { title, content: { html: `<p>The text of ${title}.</p>` }, ...over };
  return (await bulletin.api('POST', `${PUBLICATION}/articles`, { body })).body as { id: string; slug: string };
};
const change = async ({ id }: { id: string }, body: object) => {
  const { headers } = await bulletin.api('GET', `${PUBLICATION}/articles/${id}`);
  const conditional = { 'if-match': headers.get('etag') ?? '' };
  return bulletin.api('PATCH', `${PUBLICATION}/articles/${id}`, { body, headers: conditional });
};
const pageOf = ({ slug }: { slug: string }) => `/harbour-post/articles/${slug}`;
const polled = (path: string) => expect.poll(async () => (await look(path)).text, { timeout: 10_000 });
const statusOf = (path: string) => expect.poll(async () => (await look(path)).status, { timeout: 10_000 });
const pathIn = ({ headers }: ApiAnswer) =>
  headers.get('location')?.replace(bulletin.addresses.url, '') ?? 'no location';

describe('a page', () => {
  it('is answered with validators and a strict policy, and 304 as long as nothing changes', async () => {
    const article = await publish('Validated', { section: 'City' });
    await polled('/harbour-post/').toContain('Validated');
    const first = await look(pageOf(article));
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    const again = await look(pageOf(article), { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, again.text]).toEqual([304, '']);
    const head = await look(pageOf(article), {}, 'HEAD');
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', first.headers.get('etag')]);
  });

  it('shows a change, on the article’s page and on every list that it is in', async () => {
    const article = await publish('Before', { section: 'City', tags: ['Ferries'], authors: ['ada'] });
    const lists = [
      '/harbour-post/',
      '/harbour-post/sections/city/',
      '/harbour-post/tags/ferries/',
      '/harbour-post/authors/ada/',
    ];
    for (const path of [...lists, pageOf(article)]) await polled(path).toContain('Before');
    await change(article, { title: 'Afterwards', correction: 'It was twelve, not eleven.' });
    for (const path of [...lists, pageOf(article)]) await polled(path).toContain('Afterwards');
    expect((await look(pageOf(article))).text).toContain('It was twelve, not eleven.');
  });

  it('has one address: with the slash of a list, and without that of an article', async () => {
    const article = await publish('One address', { section: 'City' });
    await statusOf('/harbour-post/sections/city/').toBe(200);
    for (const [asked, leads] of [
      ['/harbour-post', '/harbour-post/'],
      ['/harbour-post/sections/city', '/harbour-post/sections/city/'],
      [`${pageOf(article)}/`, pageOf(article)],
      ['/harbour-post/feeds/', '/harbour-post/feeds'],
    ] as const) {
      const answer = await look(asked);
      expect([answer.status, pathIn(answer)]).toEqual([308, leads]);
    }
  });

  it('is there as Markdown and as JSON too, for whoever asks for them by name', async () => {
    const markdown = 'Some *words*, and a [link](https://example.com/).';
    const article = await publish('In three forms', { content: { markdown } });
    const [md, json] = [await look(`${pageOf(article)}.md`), await look(`${pageOf(article)}.json`)];
    expect([md.status, md.headers.get('content-type')]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(md.text).toContain(markdown);
    expect(json.body).toMatchObject({ id: article.id, title: 'In three forms' });
    const canonical = `<${bulletin.addresses.url}${pageOf(article)}>; rel="canonical"`;
    for (const { headers } of [md, json]) expect(headers.get('link')).toBe(canonical);
  });
});

describe('an article that moves', () => {
  it('is found at its old addresses for ever, each of which leads straight to the new one', async () => {
    const article = await publish('First name');
    await statusOf(pageOf(article)).toBe(200);
    await change(article, { slug: 'second-name' });
    await statusOf('/harbour-post/articles/second-name').toBe(200);
    await change(article, { slug: 'third-name' });
    for (const old of ['first-name', 'second-name']) {
      await statusOf(`/harbour-post/articles/${old}`).toBe(308);
      expect(pathIn(await look(`/harbour-post/articles/${old}`))).toBe('/harbour-post/articles/third-name');
      expect(pathIn(await look(`/harbour-post/articles/${old}.md`))).toBe('/harbour-post/articles/third-name.md');
    }
    expect((await look('/harbour-post/articles/third-name')).status).toBe(200);
  });

  it('and comes back to its first address is read there again', async () => {
    const article = await publish('There and back');
    await statusOf(pageOf(article)).toBe(200);
    await change(article, { slug: 'another-place' });
    await statusOf(pageOf(article)).toBe(308);
    await change(article, { slug: article.slug });
    await statusOf(pageOf(article)).toBe(200);
    await statusOf('/harbour-post/articles/another-place').toBe(308);
  });
});

describe('an article that is gone', () => {
  it('says so in a sentence, without its title, and software hears it in a problem document', async () => {
    const article = await publish('An embarrassing title');
    await polled('/harbour-post/').toContain('An embarrassing title');
    await statusOf(pageOf(article)).toBe(200);
    await change(article, { status: 'withdrawn' });
    await statusOf(pageOf(article)).toBe(410);
    const page = await look(pageOf(article));
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('withdrawn');
    expect(page.text).not.toContain('embarrassing');
    await polled('/harbour-post/').not.toContain('embarrassing');
    const problem = await look(`${pageOf(article)}.json`, { accept: '*/*' });
    expect([problem.status, problem.body.code]).toEqual([410, 'article.withdrawn']);
  });

  it('is read again at the same address once it is published again', async () => {
    const article = await publish('Back again');
    await statusOf(pageOf(article)).toBe(200);
    await change(article, { status: 'withdrawn' });
    await statusOf(pageOf(article)).toBe(410);
    await change(article, { status: 'published' });
    await statusOf(pageOf(article)).toBe(200);
  });

  it('for good stays gone, and its address is never another’s', async () => {
    const article = await publish('Erased');
    await statusOf(pageOf(article)).toBe(200);
    const { headers } = await bulletin.api('GET', `${PUBLICATION}/articles/${article.id}`);
    await bulletin.api('DELETE', `${PUBLICATION}/articles/${article.id}`, {
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
    await statusOf(pageOf(article)).toBe(410);
    expect((await publish('Erased')).slug).not.toBe(article.slug);
  });

  it.each([
    ['/harbour-post/articles/never-written', 'article.missing'],
    ['/harbour-post/sections/nothing-in-it/', 'feed.missing'],
    ['/harbour-post/made/up', 'route.missing'],
    ['/nowhere/', 'publication.missing'],
    ['/assets/nothing.css', 'route.missing'],
    ['/v1/nothing/at/all', 'route.missing'],
  ])('never was at %s', async (path, code) => {
    const problem = await look(path, { accept: 'application/json' });
    expect([problem.status, problem.body.code]).toEqual([404, code]);
  });

  it('is no draft, and none that is only planned', async () => {
    const draft = await publish('Not yet', { status: 'draft' });
    expect((await look(pageOf(draft))).status).toBe(404);
  });

  it('answers a person who followed a wrong link with a page', async () => {
    const { status, headers, text } = await look('/harbour-post/articles/never-written');
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(text).toContain('/harbour-post/');
  });
});

describe('what leads to articles', () => {
  it('is a robots.txt that names a sitemap, whose sitemaps name every article that is read here', async () => {
    const article = await publish('To be found', { section: 'City' });
    await publish('Elsewhere', { url: 'https://elsewhere.example/story' });
    await polled('/harbour-post/').toContain('Elsewhere');
    const { url } = bulletin.addresses;
    expect((await look('/robots.txt')).text).toContain(`Sitemap: ${url}/harbour-post/sitemap.xml`);
    const index = readXml((await look('/harbour-post/sitemap.xml')).text);
    const sitemaps = texts(index, 'sitemap', 'loc').filter((loc) => loc.includes('/archive/'));
    const found = await Promise.all(
      sitemaps.map(async (loc) => texts(readXml((await look(loc.replace(url, ''))).text), 'url', 'loc')),
    );
    expect(found.flat()).toContain(`${url}${pageOf(article)}`);
    expect(found.flat().filter((loc) => !loc.startsWith(url))).toEqual([]);
  });

  it('SMN-01 is a news sitemap of what was published in the last two days', async () => {
    await publish('Old news', { publishedAt: '2019-05-05T05:05:05Z' });
    await publish('Fresh news');
    await polled('/harbour-post/').toContain('Fresh news');
    const fresh = await look('/harbour-post/news-sitemap.xml');
    const titles = texts(readXml(fresh.text), 'url', 'news:news', 'news:title');
    expect(titles).toContain('Fresh news');
    expect(titles).not.toContain('Old news');
  });

  it('is a list of all feeds, for people and as OPML', async () => {
    await publish('In a section', { section: 'Harbour Works', tags: ['Cranes'] });
    await statusOf('/harbour-post/sections/harbour-works/').toBe(200);
    const opml = readXml((await look('/harbour-post/feeds.opml')).text);
    const feeds = attributesAt(opml, 'body', 'outline').concat(attributesAt(opml, 'body', 'outline', 'outline'));
    const addresses = feeds.flatMap(({ xmlUrl }) => xmlUrl ?? []);
    const { url } = bulletin.addresses;
    expect(addresses.some((one) => one.startsWith(`${url}/harbour-post/sections/harbour-works/`))).toBe(true);
    for (const address of addresses) expect((await look(address.replace(url, ''))).status).toBe(200);
    const page = await look('/harbour-post/feeds');
    for (const format of ['rss.xml', 'atom.xml', 'feed.json'])
      expect(page.text).toContain(`${url}/harbour-post/tags/cranes/${format}`);
    expect(all(opml, 'head')).toHaveLength(1);
  });

  it('is a feed that readers compose of sections, tags and authors, at one address', async () => {
    await publish('Composed', { section: 'City', tags: ['Ferries', 'Harbour'] });
    const canonical = '/harbour-post/feed.json?section=city&tag=ferries,harbour';
    const moved = await look('/harbour-post/feed.json?tag=harbour,ferries&section=city&utm_source=x');
    expect([moved.status, pathIn(moved)]).toEqual([308, canonical]);
    await polled(canonical).toContain('Composed');
    await publish('Composed later', { section: 'City', tags: ['Ferries'] });
    await polled(canonical).toContain('Composed later');
    const { body, headers } = await look(canonical);
    expect(body.feed_url).toBe(`${bulletin.addresses.url}${canonical}`);
    const again = await look(canonical, { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });
});
