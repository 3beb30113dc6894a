import { expect, it } from 'vitest';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, aPublication, articleId, at } from '../../support/an-article.ts';
import { atomOf } from '../../support/rendered.ts';
import { all, attributesAt, texts, within } from '../../support/strict-xml.ts';

const URI = `tag:harbour.example,2026-11-01:harbour-post/${articleId(1)}`;

it('ATM-01 a feed has one id, one title, one updated and an author', () => {
  for (const articles of [[], [{}]]) {
    const atom = atomOf({ articles });
    expect(atom).toMatchObject({ name: 'feed', uri: 'http://www.w3.org/2005/Atom' });
    expect(texts(atom, 'id')).toEqual(['tag:harbour.example,2026-11-01:harbour-post']);
    expect(texts(atom, 'title')).toEqual(['The Harbour Post']);
    expect(texts(atom, 'updated')).toHaveLength(1);
    expect(texts(atom, 'author', 'name')).toEqual(['The Harbour Post']);
    expect(texts(atom, 'author', 'uri')).toEqual(['https://harbour.example/']);
  }
});

it('ATM-02 a feed links to itself, to its hub and to one page', () => {
  expect(attributesAt(atomOf({ feed: { kind: 'tag', name: 'sea' } }), 'link')).toEqual([
    { rel: 'alternate', type: 'text/html', href: 'https://news.example/harbour-post/tags/sea/' },
    { rel: 'self', type: 'application/atom+xml', href: 'https://news.example/harbour-post/tags/sea/atom.xml' },
    { rel: 'hub', href: 'https://news.example/hub' },
  ]);
});

it('ATM-03 an entry has one id, title, updated, alternate link and content, and the summary it came with', () => {
  const atom = atomOf({ articles: [{ id: articleId(1), summary: 'R&D <soon>' }] });
  const [entry] = all(atom, 'entry');
  expect(entry?.children.map(({ name }) => name).sort()).toEqual([
    'content',
    'id',
    'link',
    'published',
    'summary',
    'title',
    'updated',
  ]);
  expect(attributesAt(atom, 'entry', 'link')).toEqual([
    {
      rel: 'alternate',
      type: 'text/html',
      href: 'https://news.example/harbour-post/articles/harbour-bridge-opens-after-nine-years',
    },
  ]);
  expect(all(atom, 'entry', 'summary')).toMatchObject([{ text: 'R&D <soon>', attributes: { type: 'text' } }]);
});

it('ATM-04 ids stay with the slug, the address and the host', () => {
  const moved = { articles: [{ externalUrl: 'https://elsewhere.example/a' }], publicUrl: 'https://other.example' };
  const here = atomOf();
  const there = atomOf({ ...moved, publication: aPublication({ url: 'https://elsewhere.example/' }) });
  expect(texts(there, 'entry', 'id')).toEqual([URI]);
  expect(texts(there, 'entry', 'id')).toEqual(texts(here, 'entry', 'id'));
  expect(texts(there, 'id')).toEqual(texts(here, 'id'));
});

it('ATM-04 each list of a publication has an id of its own, which is a URI', () => {
  const ids = (['section', 'tag', 'author'] as const).flatMap((kind) =>
    texts(atomOf({ feed: { kind, name: '東京' } }), 'id'),
  );
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(new URL(id).href).toBe(id);
});

it('ATM-05 an article that is given twice is one entry', () => {
  expect(all(atomOf({ articles: [{}, {}] }), 'entry')).toHaveLength(1);
});

it('ATM-05 no two entries have one `updated`, also after a batch: they keep their order, a millisecond apart', () => {
  const articles = [
    { id: articleId(5), updatedAt: at('09:00:00.001') },
    { id: articleId(4), updatedAt: at('09:00') },
    { id: articleId(3), updatedAt: at('09:00') },
    { id: articleId(2), updatedAt: at('10:00') },
    { id: articleId(1), updatedAt: at('09:00') },
  ];
  const atom = atomOf({ articles });
  expect(texts(atom, 'entry', 'updated')).toEqual([
    ...[at('09:00:00.003'), at('09:00:00.002'), at('09:00:00.001'), at('10:00'), at('09:00')],
  ]);
  expect(texts(atom, 'updated')).toEqual([at('10:00')]);
});

it('ATM-06 content is escaped HTML', () => {
  expect(all(atomOf(), 'entry', 'content')).toMatchObject([
    { text: '<p>The ribbon was cut at noon.</p>', attributes: { type: 'html' }, children: [] },
  ]);
});

it('ATM-07 dates are RFC 3339 in UTC and keep their milliseconds', () => {
  const atom = atomOf({ articles: [{ publishedAt: at('08:00:00.001'), updatedAt: at('08:00:00.002') }] });
  expect(texts(atom, 'entry', 'published')).toEqual(['2026-11-24T08:00:00.001Z']);
  expect(texts(atom, 'entry', 'updated')).toEqual(['2026-11-24T08:00:00.002Z']);
});

it('ATM-08 a category has the slug as term and the name as label', () => {
  const atom = atomOf({ articles: [{ section: 'World & Sea', tags: ['東京', 'world sea'] }] });
  expect(attributesAt(atom, 'entry', 'category')).toEqual([
    { term: 'world-sea', label: 'World & Sea' },
    { term: '東京', label: '東京' },
  ]);
});

it('ATM-09 updated moves with what readers should notice, and with a deletion', () => {
  const updated = (of: Parameters<typeof atomOf>[0]) => texts(atomOf(of), 'updated')[0];
  expect(updated({ articles: [{ modifiedAt: at('11:00') }] })).toBe(at('08:00'));
  expect(updated({ articles: [{}, { id: articleId(2), updatedAt: at('09:00') }] })).toBe(at('09:00'));
  expect(updated({ gone: [{ at: at('10:00') }] })).toBe(at('10:00'));
});

it('ATM-10 published does not move with a change', () => {
  const atom = atomOf({ articles: [{ updatedAt: at('09:00'), modifiedAt: at('09:00') }] });
  expect(texts(atom, 'entry', 'published')).toEqual([at('08:00')]);
});

it('ATM-11 the content type is Atom’s', () => {
  expect(contentTypeOf('atom')).toBe('application/atom+xml; charset=utf-8');
});

it('ATM-12 the feed has a language and absolute addresses only', () => {
  const attachments = [{ url: 'https://harbour.example/a.mp3', type: 'audio/mpeg', length: 3, title: 'A' }];
  const atom = atomOf({ publication: aPublication({ language: 'zh-Hant' }), articles: [{ attachments }] });
  expect(atom.attributes['xml:lang']).toBe('zh-Hant');
  const addresses = within(atom).flatMap(({ attributes }) => attributes.href ?? []);
  expect(addresses).toHaveLength(5);
  for (const address of addresses) expect(address).toMatch(/^https:\/\//);
});

it('ATM-13 what is gone is named once, with when, and not when it has come back', () => {
  const lost = 'tag:harbour.example,2026-11-01:harbour-post/lost';
  const gone = [
    { uri: lost, at: at('09:00') },
    { uri: lost, at: at('10:00') },
    { uri: 'tag:other', at: at('11:00') },
    { at: at('12:00') },
    { uri: URI, at: at('07:00') },
  ];
  expect(attributesAt(atomOf({ gone }), 'at:deleted-entry')).toEqual([
    { ref: 'tag:other', when: at('11:00') },
    { ref: lost, when: at('10:00') },
  ]);
});

it('ATM-14 no replies are counted, as there are none', () => {
  expect(renderFeed(aFeed({ format: 'atom' }))).not.toMatch(/thr:|replies/);
});

it('an entry names its authors with their pages', () => {
  const atom = atomOf({
    articles: [{ authors: [aByline({ url: 'https://harbour.example/ada' }), aByline({ name: 'Bo' })] }],
  });
  expect(texts(atom, 'entry', 'author', 'name')).toEqual(['Ada Example', 'Bo']);
  expect(texts(atom, 'entry', 'author', 'uri')).toEqual(['https://harbour.example/ada']);
});

it('all attachments are enclosures, with what is known of them', () => {
  const attachments = [
    { url: 'https://harbour.example/a.mp3', type: 'audio/mpeg', length: 3, title: 'A' },
    { url: 'https://harbour.example/b', type: 'application/pdf' },
  ];
  const links = attributesAt(atomOf({ articles: [{ attachments }] }), 'entry', 'link');
  expect(links.filter(({ rel }) => rel === 'enclosure')).toEqual([
    { rel: 'enclosure', href: 'https://harbour.example/a.mp3', type: 'audio/mpeg', length: '3', title: 'A' },
    { rel: 'enclosure', href: 'https://harbour.example/b', type: 'application/pdf' },
  ]);
});

it('a publication’s looks and rights are shown', () => {
  const publication = aPublication({
    description: 'News of the harbour',
    copyright: '© 2026',
    icon: 'https://harbour.example/icon.png',
    logo: 'https://harbour.example/logo.png',
    favicon: 'https://harbour.example/favicon.png',
  });
  const atom = atomOf({ publication });
  expect(texts(atom, 'subtitle')).toEqual(['News of the harbour']);
  expect(texts(atom, 'rights')).toEqual(['© 2026']);
  expect(texts(atom, 'icon')).toEqual(['https://harbour.example/icon.png']);
  expect(texts(atom, 'logo')).toEqual(['https://harbour.example/logo.png']);
});
