import { describe, expect, it } from 'vitest';
import { renderFrontPage } from '#lib/pages/render-front-page.ts';
import { renderListPage } from '#lib/pages/render-list-page.ts';
import { anAuthor, aSite, aView } from '../../support/a-site.ts';
import { aByline, articleId, at } from '../../support/an-article.ts';
import { found, metaOf, values } from '../../support/html.ts';

const articles = [
  aView({
    section: 'City',
    summary: 'A summary.',
    authors: [aByline()],
    image: { url: 'https://harbour.example/bridge.jpg', alt: 'A bridge', width: 1200, height: 800 },
  }),
  aView({ id: articleId(2), title: 'Elsewhere', externalUrl: 'https://harbour.example/own', excerpt: 'It begins so.' }),
];
const hrefs = (page: string, where: Record<string, string>, name = 'link') =>
  values(page, { name, where, attribute: 'href' });
const textsOf = (page: string, name: string, where = {}) => found(page, name, where).map(({ text }) => text);

describe('the front page', () => {
  const page = renderFrontPage({ ...aSite({ description: 'News of the harbour' }), articles }).body;

  it('has the publication’s title as its one first heading, and its description', () => {
    expect(textsOf(page, 'h1')).toEqual(['The Harbour Post']);
    expect(page).toContain('<p class="motto">News of the harbour</p>');
    expect(metaOf(page, 'og:title')).toEqual(['The Harbour Post']);
  });

  it('has its articles with summary or excerpt, date, section and byline', () => {
    const [first, second] = found(page, 'article');
    expect(first?.text).toMatch(
      /City\s+Harbour bridge opens after nine years\s+A summary\.\s+By Ada Example · November 24, 2026/,
    );
    expect(second?.text).toMatch(/Elsewhere\s+It begins so\./);
  });

  it('says the size of a picture, and nothing of it to those who hear the headline', () => {
    expect(found(page, 'img').map(({ attributes }) => attributes)).toEqual([
      { src: 'https://harbour.example/bridge.jpg', alt: '', width: '1200', height: '800' },
    ]);
  });

  it('leads to an article where it is read: here, or on its publisher’s own site', () => {
    expect(found(page, 'h2').flatMap(({ children }) => children[0]?.attributes.href ?? [])).toEqual([
      '/harbour-post/articles/harbour-bridge-opens-after-nine-years',
      'https://harbour.example/own',
    ]);
  });

  it('leads to its sections and its feeds', () => {
    expect(textsOf(page, 'nav', { 'aria-label': 'Sections' })).toEqual(['City']);
    expect(hrefs(page, { class: 'feed-address' }, 'a')).toHaveLength(3);
    expect(hrefs(page, { rel: 'alternate', type: 'application/atom+xml' })).toEqual([
      'https://news.example/harbour-post/atom.xml',
    ]);
    expect(hrefs(page, { rel: 'canonical' })).toEqual(['https://news.example/harbour-post/']);
  });

  it('says that there is nothing yet, when there is nothing', () => {
    expect(renderFrontPage({ ...aSite(), articles: [] }).body).toContain('Nothing has been published here yet.');
  });

  it('turns around the article that is written from right to left', () => {
    const arabic = renderFrontPage({ ...aSite(), articles: [aView({ language: 'ar', title: 'مقهى' })] }).body;
    expect(found(arabic, 'article')[0]?.attributes.dir).toBe('rtl');
    expect(found(arabic, 'h2')[0]?.children[0]?.attributes.lang).toBe('ar');
  });

  it('has the landmarks that people jump to', () => {
    for (const name of ['header', 'nav', 'main', 'aside', 'footer']) expect(found(page, name)).toHaveLength(1);
    expect(hrefs(page, { class: 'skip' }, 'a')).toEqual(['#content']);
    expect(found(page, 'main')[0]?.attributes.id).toBe('content');
  });
});

describe('the page of a list', () => {
  const feed = { kind: 'section', name: 'city' } as const;

  it('is called what people call it, and is found in the sections', () => {
    const page = renderListPage({ ...aSite(), feed, label: 'City', articles }).body;
    expect(textsOf(page, 'h1')).toEqual(['City']);
    expect(textsOf(page, 'title')).toEqual(['City — The Harbour Post']);
    expect(textsOf(page, 'a', { 'aria-current': 'true' })).toEqual(['City']);
  });

  it('has its slug for a name when it has no other any more', () => {
    expect(textsOf(renderListPage({ ...aSite({}, []), feed, articles }).body, 'h1')).toEqual(['city']);
  });

  it('offers its own feeds, and its publication’s to software', () => {
    const page = renderListPage({ ...aSite(), feed, articles }).body;
    expect(hrefs(page, { class: 'feed-address' }, 'a')[0]).toBe(
      'https://news.example/harbour-post/sections/city/rss.xml',
    );
    expect(hrefs(page, { rel: 'alternate', type: 'application/rss+xml' })).toEqual([
      'https://news.example/harbour-post/sections/city/rss.xml',
      'https://news.example/harbour-post/rss.xml',
    ]);
    expect(hrefs(page, { rel: 'canonical' })).toEqual(['https://news.example/harbour-post/sections/city/']);
  });

  const byAda = { kind: 'author', name: 'ada-example' } as const;

  it('shows who an author is', () => {
    const page = renderListPage({ ...aSite(), feed: byAda, articles, author: anAuthor() }).body;
    const [portrait] = found(page, 'header', { class: 'heading author' });
    expect(textsOf(page, 'h1')).toEqual(['Ada Example']);
    expect(portrait?.text).toContain('Writes about whatever floats.');
    expect(hrefs(page, { rel: 'me' }, 'a')).toEqual(['https://ada.example/']);
  });

  it('shows what an author without a profile wrote', () => {
    const page = renderListPage({ ...aSite(), feed: byAda, label: 'Ada Example', articles }).body;
    expect(textsOf(page, 'h1')).toEqual(['Ada Example']);
    expect(found(page, 'article')).toHaveLength(2);
  });

  it('is as new as its newest part', () => {
    const author = anAuthor({ modifiedAt: at('11:00') });
    expect(renderListPage({ ...aSite(), feed: byAda, articles, author }).modified).toBe(at('11:00'));
    expect(renderListPage({ ...aSite(), feed, articles }).modified).toBe(at('08:00'));
  });
});
