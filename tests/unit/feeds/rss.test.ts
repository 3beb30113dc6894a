import { expect, it } from 'vitest';
import { FEED_MAX_AGE_SECONDS } from '#lib/feeds/caching.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, aPublication, articleId, at } from '../../support/an-article.ts';
import { rssOf } from '../../support/rendered.ts';
import { all, attributesAt, texts, within } from '../../support/strict-xml.ts';

const names = (element: { children: readonly { name: string }[] } | undefined) =>
  element?.children.map(({ name }) => name) ?? [];

it('RSS-01 one rss 2.0 with one channel that has title, link and description', () => {
  const rss = rssOf({ publication: aPublication({ description: 'News of the harbour' }) });
  expect(rss).toMatchObject({ name: 'rss', attributes: { version: '2.0' } });
  expect(names(rss)).toEqual(['channel']);
  expect(texts(rss, 'channel', 'title')).toEqual(['The Harbour Post']);
  expect(texts(rss, 'channel', 'link')).toEqual(['https://harbour.example/']);
  expect(texts(rss, 'channel', 'description')).toEqual(['News of the harbour']);
});

it('RSS-01 a publication without a description is described by its title, one without a page of its own has ours', () => {
  const { url: _, ...publication } = aPublication();
  const rss = rssOf({ publication });
  expect(texts(rss, 'channel', 'description')).toEqual(['The Harbour Post']);
  expect(texts(rss, 'channel', 'link')).toEqual(['https://news.example/harbour-post/']);
});

it('RSS-02 every item has a title, and before its content a description: the summary or the first sentences', () => {
  const summary = 'It took nine years.';
  const excerpt = 'R&D was done.';
  const rss = rssOf({ articles: [{ id: articleId(2), summary, excerpt }, { id: articleId(3), excerpt }, {}] });
  expect(all(rss, 'channel', 'item').map((item) => texts(item, 'title').length)).toEqual([1, 1, 1]);
  expect(texts(rss, 'channel', 'item', 'description')).toEqual([summary, 'R&amp;D was done.', '']);
});

it('RSS-03 dates are of RFC 822 in GMT, with four digits of the year and the right weekday', () => {
  const rss = rssOf({ articles: [{ publishedAt: at('08:05:09.999') }] });
  expect(texts(rss, 'channel', 'item', 'pubDate')).toEqual(['Tue, 24 Nov 2026 08:05:09 GMT']);
});

it('RSS-04 every address is absolute', () => {
  const rss = rssOf({ articles: [{ image: { url: 'https://harbour.example/a.jpg' } }] });
  const addresses = within(rss).flatMap(({ name, text, attributes }) => [
    ...(name === 'link' ? [text] : []),
    ...[attributes.href, attributes.url].filter((one) => one !== undefined),
  ]);
  expect(addresses.length).toBeGreaterThan(4);
  for (const address of addresses) expect(address).toMatch(/^https:\/\//);
});

it('RSS-05 the guid is the article’s own URI, once a feed, whatever its address', () => {
  const rss = rssOf({ articles: [{ externalUrl: 'https://harbour.example/moved' }, {}] });
  expect(texts(rss, 'channel', 'item', 'guid')).toEqual([
    `tag:harbour.example,2026-11-01:harbour-post/${articleId(1)}`,
  ]);
});

it('RSS-06 each author is a dc:creator, and there is no author element', () => {
  const rss = rssOf({ articles: [{ authors: [aByline({ name: 'Ada “A.” Example' }), aByline({ name: '李小龙' })] }] });
  expect(texts(rss, 'channel', 'item', 'dc:creator')).toEqual(['Ada “A.” Example', '李小龙']);
  expect(within(rss).filter(({ name }) => name === 'author')).toEqual([]);
});

it('RSS-07 the enclosure is the first thing of which type and true length are known', () => {
  const attachments = [
    { url: 'https://harbour.example/unknown.pdf', type: 'application/pdf' },
    { url: 'https://harbour.example/ferry.mp3', type: 'audio/mpeg', length: 4711 },
    { url: 'https://harbour.example/map.pdf', type: 'application/pdf', length: 12 },
  ];
  expect(attributesAt(rssOf({ articles: [{ attachments }] }), 'channel', 'item', 'enclosure')).toEqual([
    { url: 'https://harbour.example/ferry.mp3', length: '4711', type: 'audio/mpeg' },
  ]);
  const image = { url: 'https://harbour.example/a.jpg', type: 'image/jpeg', length: 99 };
  expect(attributesAt(rssOf({ articles: [{ image }] }), 'channel', 'item', 'enclosure')).toEqual([
    { url: image.url, length: '99', type: 'image/jpeg' },
  ]);
  expect(all(rssOf({ articles: [{ image: { url: image.url } }] }), 'channel', 'item', 'enclosure')).toEqual([]);
});

it('RSS-07 what is no enclosure is told without the length that it would need', () => {
  const attachments = [
    { url: 'https://harbour.example/bells', type: 'audio/mpeg', title: 'R&D <live>', duration: 61.5 },
    { url: 'https://harbour.example/ferry.mp3', type: 'audio/mpeg', length: 4711 },
    { url: 'https://harbour.example/map.pdf', type: 'application/pdf', length: 12 },
  ];
  const image = { url: 'https://harbour.example/a.jpg' };
  const [item] = all(rssOf({ articles: [{ attachments, image }] }), 'channel', 'item');
  expect(item && attributesAt(item, 'enclosure')).toMatchObject([{ url: attachments[1]?.url }]);
  expect(item && attributesAt(item, 'media:content')).toEqual([
    { url: image.url, medium: 'image' },
    { url: attachments[0]?.url, type: 'audio/mpeg', medium: 'audio', duration: '61.5' },
    { url: attachments[2]?.url, type: 'application/pdf', fileSize: '12' },
  ]);
  expect(item && texts(item, 'media:content', 'media:title')).toEqual(['R&D <live>']);
});

it('RSS-08 ampersands and angle brackets are numeric references', () => {
  const body = renderFeed(aFeed({ articles: [{ title: 'R&D <now>' }] }));
  expect(body).toContain('<title>R&#x26;D &#x3C;now&gt;</title>');
  expect(body).not.toMatch(/&(?:amp|lt);/);
});

it('RSS-09 the description comes before the content, and is the summary as HTML shows it', () => {
  const [item] = all(rssOf({ articles: [{ summary: '“R&D” in <3 years' }] }), 'channel', 'item');
  const order = names(item);
  expect(order.indexOf('description')).toBeLessThan(order.indexOf('content:encoded'));
  expect(item && texts(item, 'description')).toEqual(['“R&amp;D” in &lt;3 years']);
  expect(item && texts(item, 'content:encoded')).toEqual(['<p>The ribbon was cut at noon.</p>']);
});

it.each([
  [{ kind: 'publication' } as const, 'https://news.example/harbour-post/rss.xml'],
  [
    { kind: 'section', name: 'welt-日本' } as const,
    'https://news.example/harbour-post/sections/welt-%E6%97%A5%E6%9C%AC/rss.xml',
  ],
  [{ kind: 'author', name: 'ada-example' } as const, 'https://news.example/harbour-post/authors/ada-example/rss.xml'],
])('RSS-10 the feed names the address that it is served at, and its hub: %o', (feed, href) => {
  expect(attributesAt(rssOf({ feed }), 'channel', 'atom:link')).toEqual([
    { href, rel: 'self', type: 'application/rss+xml' },
    { href: 'https://news.example/hub', rel: 'hub' },
  ]);
});

it('RSS-11 content goes through as it was cleaned, corrections after it', () => {
  const corrections = [{ at: at('09:30'), note: 'It was <eight> years & a day.' }];
  expect(texts(rssOf({ articles: [{ corrections }] }), 'channel', 'item', 'content:encoded')).toEqual([
    '<p>The ribbon was cut at noon.</p>\n' +
      '<p><strong>Correction, 2026-11-24:</strong> It was &lt;eight&gt; years &amp; a day.</p>',
  ]);
});

it('RSS-12 lastBuildDate is of the last change of any kind, and comments are not spoken of', () => {
  const rss = rssOf({ articles: [{ modifiedAt: at('09:10:11') }] });
  expect(texts(rss, 'channel', 'lastBuildDate')).toEqual(['Tue, 24 Nov 2026 09:10:11 GMT']);
  expect(within(rss).some(({ name }) => /^(?:slash|wfw):/.test(name))).toBe(false);
});

it('RSS-13 the image has the channel’s title and link', () => {
  const publication = aPublication({ logo: 'https://harbour.example/logo.png' });
  const [image] = all(rssOf({ publication, feed: { kind: 'tag', name: 'sea' } }), 'channel', 'image');
  expect(image?.children.map(({ name, text }) => [name, text])).toEqual([
    ['title', 'The Harbour Post: sea'],
    ['url', 'https://harbour.example/logo.png'],
    ['link', 'https://news.example/harbour-post/tags/sea/'],
  ]);
});

it('RSS-14 ttl is what the cache header says, in whole minutes', () => {
  expect(texts(rssOf(), 'channel', 'ttl')).toEqual([String(FEED_MAX_AGE_SECONDS / 60)]);
  expect(names(all(rssOf(), 'channel')[0])).not.toContain('textInput');
});

it('RSS-15 the content type says UTF-8, as the XML declaration does', () => {
  const body = renderFeed(aFeed());
  expect(contentTypeOf('rss')).toBe('application/rss+xml; charset=utf-8');
  expect(body).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>\n/);
});

it('RSS-17 prefixes mean what their specifications say', () => {
  const image = { url: 'https://harbour.example/a.jpg', credit: 'Bo' };
  const rss = rssOf({ articles: [{ image, authors: [aByline()] }] });
  const uris = new Map(within(rss).map(({ name, uri }) => [name.split(':').slice(0, -1).join(), uri]));
  expect(Object.fromEntries(uris)).toEqual({
    '': '',
    atom: 'http://www.w3.org/2005/Atom',
    content: 'http://purl.org/rss/1.0/modules/content/',
    dc: 'http://purl.org/dc/elements/1.1/',
    media: 'http://search.yahoo.com/mrss/',
  });
});

it('RSS-18 a feed without articles is a feed, with a validator that stays', () => {
  const empty = aFeed({ articles: [] });
  expect(all(rssOf({ articles: [] }), 'channel', 'item')).toEqual([]);
  expect(renderFeed(empty)).toBe(renderFeed(structuredClone(empty)));
});

it('an image is shown with its size, description and credit', () => {
  const image = {
    url: 'https://harbour.example/a.jpg',
    alt: 'A bridge',
    caption: 'Opened & “open”',
    credit: 'Bo',
    width: 800,
    height: 600,
  };
  const [content] = all(rssOf({ articles: [{ image }] }), 'channel', 'item', 'media:content');
  expect(content?.attributes).toEqual({ url: image.url, medium: 'image', width: '800', height: '600' });
  expect(content && texts(content, 'media:description')).toEqual(['Opened &amp; “open”']);
  expect(content && attributesAt(content, 'media:description')).toEqual([{ type: 'html' }]);
  expect(content && texts(content, 'media:credit')).toEqual(['Bo']);
  expect(attributesAt(rssOf({ articles: [{ image }] }), 'channel', 'item', 'media:thumbnail')).toEqual([
    { url: image.url, width: '800', height: '600' },
  ]);
});

it('section and tags are categories, each once', () => {
  const rss = rssOf({ articles: [{ section: 'World', tags: ['Bridges & Tunnels', 'world'] }] });
  expect(texts(rss, 'channel', 'item', 'category')).toEqual(['World', 'Bridges & Tunnels']);
});

it('a change that readers should notice is dated apart from the publication', () => {
  expect(texts(rssOf({ articles: [{ updatedAt: at('09:00') }] }), 'channel', 'item', 'atom:updated')).toEqual([
    at('09:00'),
  ]);
  expect(all(rssOf(), 'channel', 'item', 'atom:updated')).toEqual([]);
});
