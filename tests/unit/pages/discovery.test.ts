import { describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { renderArchiveSitemap } from '#lib/pages/render-archive-sitemap.ts';
import { renderFeedsPage } from '#lib/pages/render-feeds-page.ts';
import { renderNewsSitemap } from '#lib/pages/render-news-sitemap.ts';
import { renderOpml } from '#lib/pages/render-opml.ts';
import { renderRobots } from '#lib/pages/render-robots.ts';
import { renderSitemapIndex } from '#lib/pages/render-sitemap-index.ts';
import { aSite, aView } from '../../support/a-site.ts';
import { articleId, at } from '../../support/an-article.ts';
import { found, values } from '../../support/html.ts';
import { all, attributesAt, readXml, texts } from '../../support/strict-xml.ts';

const HERE = 'https://news.example/harbour-post/articles/harbour-bridge-opens-after-nine-years';
const elsewhere = aView({ id: articleId(2), externalUrl: 'https://harbour.example/own' });

describe('the sitemap of the news', () => {
  const newsOf = (articles: ReturnType<typeof aView>[], publication = {}) =>
    readXml(renderNewsSitemap({ ...aSite(publication), articles, now: at('12:00') }).body);

  it('SMN-01 names what was published in the last two days, and may be empty', () => {
    const publishedAt = (ms: number) => ({ publishedAt: instant(new Date(Date.parse(at('12:00')) - ms)) });
    const twoDays = 48 * 60 * 60 * 1000;
    expect(texts(newsOf([aView(publishedAt(twoDays))]), 'url', 'loc')).toEqual([HERE]);
    expect(newsOf([aView(publishedAt(twoDays + 1))]).children).toEqual([]);
  });

  it('SMN-02 names a thousand at most', () => {
    const articles = Array.from({ length: 1001 }, (_, index) => aView({ id: articleId(index) }));
    expect(all(newsOf(articles), 'url')).toHaveLength(1000);
  });

  it('SMN-03 SMN-04 says name, language, date and title of each, once', () => {
    const sitemap = newsOf([aView({ title: 'AT&T <Harbour>' })]);
    const [news, ...others] = all(sitemap, 'url', 'news:news');
    expect(others).toEqual([]);
    expect(news?.uri).toBe('http://www.google.com/schemas/sitemap-news/0.9');
    expect(texts(sitemap, 'url', 'news:news', 'news:publication', 'news:name')).toEqual(['The Harbour Post']);
    expect(texts(sitemap, 'url', 'news:news', 'news:publication_date')).toEqual([at('08:00')]);
    expect(texts(sitemap, 'url', 'news:news', 'news:title')).toEqual(['AT&T <Harbour>']);
  });

  it.each([
    ['en-GB', 'en'],
    ['zh', 'zh-cn'],
    ['zh-Hant', 'zh-tw'],
    ['zh-HK', 'zh-tw'],
    ['fil', 'fil'],
  ])('SMN-03 %s is the language %s', (language, expected) => {
    const path = ['url', 'news:news', 'news:publication', 'news:language'];
    expect(texts(newsOf([aView()], { language }), ...path)).toEqual([expected]);
    expect(texts(newsOf([aView({ language })]), ...path)).toEqual([expected]);
  });

  it('names nothing of another host', () => {
    expect(newsOf([elsewhere]).children).toEqual([]);
  });
});

describe('the sitemap of an archive', () => {
  it('has addresses here, with their last change', () => {
    const { body } = renderArchiveSitemap({ ...aSite(), articles: [aView({ updatedAt: at('10:00') }), elsewhere] });
    const sitemap = readXml(body);
    expect(sitemap).toMatchObject({ name: 'urlset', uri: 'http://www.sitemaps.org/schemas/sitemap/0.9' });
    expect([texts(sitemap, 'url', 'loc'), texts(sitemap, 'url', 'lastmod')]).toEqual([[HERE], [at('10:00')]]);
  });
});

it('the index of sitemaps names those of the news and that of each archive', () => {
  const index = readXml(renderSitemapIndex({ ...aSite(), archives: 2, news: 2 }).body);
  expect(index.name).toBe('sitemapindex');
  expect(texts(index, 'sitemap', 'loc')).toEqual([
    'https://news.example/harbour-post/news-sitemap.xml',
    'https://news.example/harbour-post/news/2/sitemap.xml',
    'https://news.example/harbour-post/archive/0/sitemap.xml',
    'https://news.example/harbour-post/archive/1/sitemap.xml',
  ]);
});

it('robots.txt leaves out the API, and names the sitemap of each publication', () => {
  const publications = ['one', 'two'].map((id) => PublicationId.parse(id));
  expect(renderRobots({ publicUrl: 'https://news.example', publications }).body).toBe(`User-agent: *
Disallow: /v1/
Disallow: /hub$

Sitemap: https://news.example/one/sitemap.xml
Sitemap: https://news.example/two/sitemap.xml
`);
});

it('OPML has one outline for each feed', () => {
  const { body, contentType } = renderOpml(aSite());
  const opml = readXml(body);
  expect(contentType).toBe('text/x-opml; charset=utf-8');
  expect(opml).toMatchObject({ name: 'opml', attributes: { version: '2.0' } });
  expect(texts(opml, 'head', 'title')).toEqual(['The Harbour Post']);
  expect(texts(opml, 'head', 'dateModified')).toEqual(['Tue, 24 Nov 2026 06:00:00 GMT']);
  const outlines = attributesAt(opml, 'body', 'outline');
  expect(outlines.map(({ text, xmlUrl }) => [text, xmlUrl])).toEqual([
    ['The Harbour Post', 'https://news.example/harbour-post/atom.xml'],
    ['The Harbour Post: City', 'https://news.example/harbour-post/sections/city/atom.xml'],
    ['The Harbour Post: Bridges & Tunnels', 'https://news.example/harbour-post/tags/bridges-tunnels/atom.xml'],
    ['The Harbour Post: Ada Example', 'https://news.example/harbour-post/authors/ada-example/atom.xml'],
  ]);
  expect(outlines[1]).toMatchObject({ type: 'rss', htmlUrl: 'https://news.example/harbour-post/sections/city/' });
});

describe('the page of feeds', () => {
  const page = renderFeedsPage(aSite()).body;

  it('has every feed in its three formats, as plain links', () => {
    const links = values(page, { name: 'a', where: { class: 'feed-address' }, attribute: 'href' });
    expect(links).toHaveLength(4 * 3);
    expect(links).toContain('https://news.example/harbour-post/tags/bridges-tunnels/feed.json');
    expect(found(page, 'button')).toEqual([]);
  });

  it('leads to them in one file', () => {
    expect(found(page, 'a', { href: '/harbour-post/feeds.opml' })).toHaveLength(1);
  });

  it('runs one script of this host, and none within it', () => {
    expect(found(page, 'script').map(({ attributes, text }) => [attributes.src, text])).toEqual([
      ['/assets/copy.js', ''],
    ]);
  });
});
