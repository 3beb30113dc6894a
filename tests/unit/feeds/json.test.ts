import { expect, it } from 'vitest';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, aPublication, articleId, at } from '../../support/an-article.ts';
import { jsonOf } from '../../support/rendered.ts';

it('JSF-01 version, title and items are there, items also when there are none', () => {
  expect(jsonOf({ articles: [] })).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'The Harbour Post',
    items: [],
  });
});

it('JSF-02 the feed names its page and its own address', () => {
  expect(jsonOf({ feed: { kind: 'section', name: 'world' } })).toMatchObject({
    home_page_url: 'https://news.example/harbour-post/sections/world/',
    feed_url: 'https://news.example/harbour-post/sections/world/feed.json',
  });
});

it('JSF-03 an item has the article’s URI as id, and its address', () => {
  expect(jsonOf().items).toMatchObject([
    {
      id: `tag:harbour.example,2026-11-01:harbour-post/${articleId(1)}`,
      url: 'https://news.example/harbour-post/articles/harbour-bridge-opens-after-nine-years',
    },
  ]);
});

it('JSF-04 HTML is in content_html, and title and summary are plain text', () => {
  const { items } = jsonOf({ articles: [{ title: 'R&D <now>', summary: 'A <b> & c' }] });
  expect(items).toMatchObject([
    { title: 'R&D <now>', summary: 'A <b> & c', content_html: '<p>The ribbon was cut at noon.</p>' },
  ]);
  expect(items[0]).not.toHaveProperty('content_text');
});

it('JSF-05 no further page is promised', () => {
  expect(jsonOf()).not.toHaveProperty('next_url');
});

it('JSF-06 authors is a list of those who have a name, and left out when there are none', () => {
  const authors = [
    aByline({ url: 'https://harbour.example/ada', avatar: 'https://harbour.example/ada.png' }),
    aByline({ name: 'Bo' }),
  ];
  expect(jsonOf({ articles: [{ authors }] }).items[0]).toHaveProperty('authors', [
    { name: 'Ada Example', url: 'https://harbour.example/ada', avatar: 'https://harbour.example/ada.png' },
    { name: 'Bo' },
  ]);
  expect(jsonOf().items[0]).not.toHaveProperty('authors');
  expect(jsonOf().authors).toEqual([{ name: 'The Harbour Post', url: 'https://harbour.example/' }]);
});

it('JSF-07 its hub is named', () => {
  expect(jsonOf()).toMatchObject({
    hubs: [{ type: 'WebSub', url: 'https://news.example/hub' }],
    feed_url: 'https://news.example/harbour-post/feed.json',
  });
});

it('JSF-08 dates are RFC 3339 with milliseconds, languages RFC 5646', () => {
  const { language, items } = jsonOf({ articles: [{ updatedAt: at('09:00:00.250'), language: 'zh-Hant' }] });
  expect(language).toBe('en');
  expect(items).toMatchObject([
    { date_published: at('08:00'), date_modified: '2026-11-24T09:00:00.250Z', language: 'zh-Hant' },
  ]);
});

it('JSF-09 all attachments have address and type, with what else is known', () => {
  const attachments = [
    { url: 'https://harbour.example/a.mp3', type: 'audio/mpeg', length: 3, title: 'A', duration: 61.5 },
    { url: 'https://harbour.example/b', type: 'application/pdf' },
  ];
  expect(jsonOf({ articles: [{ attachments }] }).items[0]).toHaveProperty('attachments', [
    {
      url: 'https://harbour.example/a.mp3',
      mime_type: 'audio/mpeg',
      title: 'A',
      size_in_bytes: 3,
      duration_in_seconds: 61.5,
    },
    { url: 'https://harbour.example/b', mime_type: 'application/pdf' },
  ]);
});

it('JSF-10 there are no extensions', () => {
  expect(renderFeed(aFeed({ format: 'json' }))).not.toMatch(/"_/);
});

it('JSF-11 the content type is JSON Feed’s', () => {
  expect(contentTypeOf('json')).toBe('application/feed+json; charset=utf-8');
});

it('JSF-12 icon and favicon are shown when the publication has them', () => {
  const publication = aPublication({ icon: 'https://harbour.example/i.png', favicon: 'https://harbour.example/f.png' });
  expect(jsonOf({ publication })).toMatchObject({
    icon: 'https://harbour.example/i.png',
    favicon: 'https://harbour.example/f.png',
  });
});

it('an item has its image, and section and tags by their names', () => {
  const image = { url: 'https://harbour.example/a.jpg' };
  expect(jsonOf({ articles: [{ image, section: 'World', tags: ['東京', 'world'] }] }).items).toMatchObject([
    { image: image.url, tags: ['World', '東京'] },
  ]);
});
