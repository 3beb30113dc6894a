import { describe, expect, it } from 'vitest';
import { ARCHIVE_SEQUENCES, archiveAt } from '#lib/domain/archive.ts';
import { FEED_FORMATS, type FeedId } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, at } from '../../support/an-article.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import { all, texts, type XmlElement } from '../../support/strict-xml.ts';

const address = (document: string) => `https://news.example/harbour-post/${document}`;
const archive = (name: string): FeedId => ({ kind: 'archive', name });

/** The links of a head, by their relations, and whether it is marked as an archive. */
const headOf = (head: XmlElement) => {
  const links = head.children.filter(({ name }) => name === 'link' || name === 'atom:link');
  const hrefs = Object.fromEntries(links.map(({ attributes }) => [attributes.rel, attributes.href]));
  return { ...hrefs, archive: head.children.some(({ name }) => name === 'fh:archive') };
};
const channelOf = (rss: XmlElement): XmlElement => rss.children[0] ?? rss;

describe('the history of a feed', () => {
  it('ARC-03 the feed that is subscribed to links the latest archive, whichever that is, and is none itself', () => {
    const of = { sequence: 3 * ARCHIVE_SEQUENCES + 1 };
    expect(headOf(channelOf(rssOf(of)))).toMatchObject({
      'prev-archive': address('archive/latest/rss.xml'),
      archive: false,
    });
    expect(headOf(atomOf(of))).toMatchObject({ 'prev-archive': address('archive/latest/atom.xml'), archive: false });
    expect(jsonOf(of)).toMatchObject({ next_url: address('archive/latest/feed.json') });
  });

  it('ARC-03 an archive says that it is one, what is current, and which is before it', () => {
    const of = { feed: archive('3'), sequence: 500 };
    const links = (document: string) => ({
      ...{
        current: address(document),
        self: address(`archive/3/${document}`),
        'prev-archive': address(`archive/2/${document}`),
      },
      archive: true,
    });
    expect(headOf(channelOf(rssOf(of)))).toMatchObject(links('rss.xml'));
    expect(headOf(atomOf(of))).toMatchObject(links('atom.xml'));
    expect(jsonOf(of)).toMatchObject({
      feed_url: address('archive/3/feed.json'),
      next_url: address('archive/2/feed.json'),
    });
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
      expect(late).toBe(early);
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

  it('ARC-01 no document claims to be all there is', () => {
    for (const feed of [{ kind: 'publication' }, archive('3'), { kind: 'section', name: 'world' }] as const)
      for (const head of [channelOf(rssOf({ feed })), atomOf({ feed })])
        expect(head.children.map(({ name }) => name)).not.toContain('fh:complete');
  });

  it('ARC-05 an article bears the same id and the same dates wherever it is met', () => {
    const articles = [{ updatedAt: at('11:00'), modifiedAt: at('11:00') }];
    const entryOf = (feed: FeedId) => {
      const [entry] = all(atomOf({ feed, articles }), 'entry');
      return entry && ['id', 'published', 'updated'].flatMap((name) => texts(entry, name));
    };
    expect(entryOf(archive('0'))).toEqual(entryOf({ kind: 'publication' }));
    expect(entryOf(archive('0'))).toContain('2026-11-24T11:00:00.000Z');
  });

  it('JSF-05 never leads to itself', () => {
    const { feed_url, next_url } = jsonOf({ feed: archive('1'), sequence: 64 });
    expect(next_url).not.toBe(feed_url);
  });
});

describe('an archive', () => {
  it('is a page of the log', () => {
    expect([1, 63, 64, 127, 128].map(archiveAt)).toEqual([0, 0, 1, 1, 2]);
  });
});
