import { describe, expect, it } from 'vitest';
import { ARCHIVE_SEQUENCES, archiveAt } from '#lib/domain/archive.ts';
import { FEED_FORMATS, type FeedId } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, articleId } from '../../support/an-article.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import type { XmlElement } from '../../support/strict-xml.ts';

const at = (document: string) => `https://news.example/harbour-post/${document}`;
const archive = (name: string): FeedId => ({ kind: 'archive', name });

/** The links of a head, by their relations, and whether it is marked as an archive. */
const headOf = (head: XmlElement) => {
  const links = head.children.filter(({ name }) => name === 'link' || name === 'atom:link');
  const hrefs = Object.fromEntries(links.map(({ attributes }) => [attributes.rel, attributes.href]));
  return { ...hrefs, archive: head.children.some(({ name }) => name === 'fh:archive') };
};
const channelOf = (rss: XmlElement): XmlElement => rss.children[0] ?? rss;

describe('the history of a feed', () => {
  it('ARC-03 the feed that is subscribed to links the archive of the latest events, and is none itself', () => {
    const of = { sequence: 3 * ARCHIVE_SEQUENCES + 1 };
    expect(headOf(channelOf(rssOf(of)))).toMatchObject({ 'prev-archive': at('archive/3/rss.xml'), archive: false });
    expect(headOf(atomOf(of))).toMatchObject({ 'prev-archive': at('archive/3/atom.xml'), archive: false });
    expect(jsonOf(of)).toMatchObject({ next_url: at('archive/3/feed.json') });
  });

  it('ARC-03 an archive says that it is one, what is current, and which is before it', () => {
    const of = { feed: archive('3'), sequence: 500 };
    const links = (document: string) => ({
      ...{ current: at(document), self: at(`archive/3/${document}`), 'prev-archive': at(`archive/2/${document}`) },
      archive: true,
    });
    expect(headOf(channelOf(rssOf(of)))).toMatchObject(links('rss.xml'));
    expect(headOf(atomOf(of))).toMatchObject(links('atom.xml'));
    expect(jsonOf(of)).toMatchObject({ feed_url: at('archive/3/feed.json'), next_url: at('archive/2/feed.json') });
  });

  it('ARC-03 the first archive ends the way', () => {
    const of = { feed: archive('0'), sequence: 500 };
    expect(headOf(atomOf(of))).not.toHaveProperty('prev-archive');
    expect(jsonOf(of)).not.toHaveProperty('next_url');
  });

  it('ARC-03 an archive has the same bytes, however many come after it', () => {
    for (const format of FEED_FORMATS) {
      const [early, late] = [100, 10_000].map((sequence) =>
        renderFeed(aFeed({ feed: archive('1'), format, sequence })),
      );
      expect(late?.etag).toBe(early?.etag);
    }
  });

  it('ARC-02 the feed of a section is whole in itself, and links no archive', () => {
    expect(headOf(atomOf({ feed: { kind: 'section', name: 'world' }, sequence: 500 }))).not.toHaveProperty(
      'prev-archive',
    );
  });

  it('ARC-04 all of it stands in the head, before the first article', () => {
    const names = channelOf(rssOf({ feed: archive('3') })).children.map(({ name }) => name);
    expect(names.lastIndexOf('atom:link')).toBeLessThan(names.indexOf('item'));
    expect(names.indexOf('fh:archive')).toBeLessThan(names.indexOf('item'));
  });

  it('JSF-05 never leads to itself', () => {
    const { feed_url, next_url } = jsonOf({ feed: archive('1'), sequence: 64 });
    expect(next_url).not.toBe(feed_url);
  });
});

describe('an archive', () => {
  const articles = Array.from({ length: ARCHIVE_SEQUENCES }, (_, index) => ({
    ...{
      id: articleId(index),
      content: { html: '<p>Bridge &amp; ferry.</p>'.repeat(1_000) },
      excerpt: 'Bridge & ferry.',
    },
  }));

  it('holds all that was published in its part of the log: the latest whole, and of others the beginning', () => {
    const { items } = jsonOf({ feed: archive('0'), articles });
    expect(items).toHaveLength(ARCHIVE_SEQUENCES);
    expect(String(items[0]?.content_html)).toHaveLength(articles[0]?.content.html.length ?? 0);
    expect(items.at(-1)?.content_html).toBe('<p>Bridge &amp; ferry.</p>');
  });

  it('is small enough to be kept', () => {
    for (const format of FEED_FORMATS) {
      const { body } = renderFeed(aFeed({ feed: archive('0'), format, articles }));
      expect(Buffer.byteLength(body)).toBeLessThan(500_000);
    }
  });

  it('is a page of the log', () => {
    expect([1, 63, 64, 127, 128].map(archiveAt)).toEqual([0, 0, 1, 1, 2]);
  });
});
