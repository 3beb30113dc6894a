import { describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, aPublication, articleId, at } from '../../support/an-article.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import { all, attributesAt, texts, within } from '../../support/strict-xml.ts';
import { UNCLEAN } from '../../support/unclean.ts';

// docs/adr/feed-skeletons.md: the faults of the generator that writes the skeletons, and that no feed of ours has.

const picture = { url: 'https://harbour.example/bridge.jpg', type: 'image/jpeg', length: 1000 };
const sound = {
  url: 'https://harbour.example/ferry',
  type: 'audio/mpeg',
  length: 2000,
  title: 'Ferry',
  duration: 61.5,
};
const film = { url: 'https://harbour.example/film.mov', type: 'video/mp4', length: 3000 };

const CARRIED = ']]>]]></title><link href="https://evil.example/"/><title><![CDATA[ &amp; & < > " \' <!-- %';
const HOSTILE = `${CARRIED}\u0001\u007F\u0085\uFFFE\uD800`;

const hostile = {
  publication: aPublication({ title: HOSTILE, description: HOSTILE, copyright: HOSTILE }),
  articles: [
    {
      title: HOSTILE,
      summary: HOSTILE,
      content: { html: HOSTILE },
      section: HOSTILE,
      authors: [aByline({ name: HOSTILE })],
      image: { ...picture, alt: HOSTILE, credit: HOSTILE },
      attachments: [{ ...sound, title: HOSTILE }],
      corrections: [{ at: at('09:00'), note: HOSTILE }],
    },
  ],
};

describe('markup in texts', () => {
  it('D1 cannot break out of any text of an RSS feed', () => {
    const rss = rssOf(hostile);
    expect(texts(rss, 'channel', 'item', 'title')).toEqual([CARRIED]);
    expect(texts(rss, 'channel', 'title')).toEqual([CARRIED]);
    expect(texts(rss, 'channel', 'item', 'link')).toHaveLength(1);
    expect(within(rss).filter(({ attributes }) => attributes.href?.includes('evil'))).toEqual([]);
  });

  it('D1 cannot break out of any text of an Atom feed', () => {
    const atom = atomOf(hostile);
    expect(texts(atom, 'entry', 'title')).toEqual([CARRIED]);
    expect(within(atom).filter(({ attributes }) => attributes.href?.includes('evil'))).toEqual([]);
  });

  it('D2 what XML cannot carry is in no feed, and lone surrogates neither', () => {
    for (const format of FEED_FORMATS) {
      const body = renderFeed(aFeed({ ...hostile, format }));
      expect(body).toContain('evil.example');
      expect(body).not.toMatch(UNCLEAN);
      expect(body.isWellFormed()).toBe(true);
    }
  });

  it('D3 text that looks like an entity stays as it is, in addresses too', () => {
    const url = 'https://harbour.example/?a=1&amp;b=2';
    const of = { articles: [{ title: 'AT&amp;T &lt;3', externalUrl: url }] };
    expect(texts(rssOf(of), 'channel', 'item', 'title')).toEqual(['AT&amp;T &lt;3']);
    expect(texts(atomOf(of), 'entry', 'title')).toEqual(['AT&amp;T &lt;3']);
    expect(texts(rssOf(of), 'channel', 'item', 'link')).toEqual([url]);
    expect(attributesAt(atomOf(of), 'entry', 'link')).toMatchObject([{ href: url }]);
  });

  it('D4 attributes carry any text', () => {
    const atom = atomOf(hostile);
    expect(attributesAt(atom, 'entry', 'category')).toMatchObject([{ label: CARRIED }]);
    expect(attributesAt(atom, 'entry', 'link')).toContainEqual(expect.objectContaining({ title: CARRIED }));
  });

  it('D5 an Atom title is plain text and says so', () => {
    const atom = atomOf({ articles: [{ title: 'Use <T> generics' }] });
    expect(all(atom, 'entry', 'title')).toMatchObject([{ text: 'Use <T> generics', attributes: { type: 'text' } }]);
  });
});

describe('what an Atom feed shows', () => {
  it('D6 media, language and tombstones are in it', () => {
    const gone = [{ uri: 'tag:harbour.example,2026-11-01:harbour-post/lost', at: at('10:00') }];
    const atom = atomOf({ articles: [{ image: picture }], gone });
    expect(attributesAt(atom, 'entry', 'media:content')).toMatchObject([{ url: picture.url }]);
    expect(atom.attributes['xml:lang']).toBe('en');
    expect(attributesAt(atom, 'at:deleted-entry')).toMatchObject([{ ref: gone[0]?.uri }]);
  });

  it('D7 attachments have the type they came with', () => {
    const links = attributesAt(atomOf({ articles: [{ attachments: [sound, film] }] }), 'entry', 'link');
    expect(links.filter(({ rel }) => rel === 'enclosure').map(({ type }) => type)).toEqual(['audio/mpeg', 'video/mp4']);
  });
});

describe('what an RSS feed shows', () => {
  it('D8 image, sound and film do not take each other’s place', () => {
    const rss = rssOf({ articles: [{ image: picture, attachments: [sound, film] }] });
    expect(attributesAt(rss, 'channel', 'item', 'enclosure')).toMatchObject([{ url: sound.url }]);
    expect(attributesAt(rss, 'channel', 'item', 'media:content')).toMatchObject([
      { url: picture.url },
      { url: film.url },
    ]);
  });

  it('D9 an enclosure has url, length and type alone', () => {
    const rss = rssOf({ articles: [{ attachments: [sound] }] });
    expect(attributesAt(rss, 'channel', 'item', 'enclosure')).toEqual([
      { url: sound.url, length: '2000', type: 'audio/mpeg' },
    ]);
  });

  it('D10 authors are creators, never an `author` without an address', () => {
    const rss = rssOf({ articles: [{ authors: [aByline(), aByline({ name: 'Bo Example' })] }] });
    expect(texts(rss, 'channel', 'item', 'dc:creator')).toEqual(['Ada Example', 'Bo Example']);
    expect(all(rss, 'channel', 'item', 'author')).toEqual([]);
  });

  it('D11 every namespace that something is of is declared at the root, and no other', () => {
    const declared = ({ attributes }: { attributes: Readonly<Record<string, string>> }) =>
      Object.keys(attributes).filter((name) => name.startsWith('xmlns'));
    const bare = { articles: [] };
    const all = {
      articles: [{ image: picture, authors: [aByline()] }],
      gone: [{ uri: 'tag:harbour.example,2026-11-01:harbour-post/lost', at: at('10:00') }],
      feed: { kind: 'archive', name: '1' } as const,
    };
    expect(declared(rssOf(bare))).toEqual(['xmlns:atom']);
    expect(declared(atomOf(bare))).toEqual(['xmlns']);
    expect(declared(rssOf(all)).sort()).toEqual([
      ...['xmlns:atom', 'xmlns:content', 'xmlns:dc', 'xmlns:fh', 'xmlns:media'],
    ]);
    expect(declared(atomOf(all)).sort()).toEqual(['xmlns', 'xmlns:at', 'xmlns:fh', 'xmlns:media']);
  });

  it('D12 nothing of the channel comes after its items', () => {
    const publication = aPublication({ copyright: '© The Harbour Post', logo: 'https://harbour.example/logo.png' });
    const [channel] = all(rssOf({ publication }), 'channel');
    expect(channel?.children.at(-1)?.name).toBe('item');
  });
});

describe('a row gone bad', () => {
  const good = { id: articleId(2), title: 'Good' };
  const notADate = 'soon' as Instant;

  it.each(FEED_FORMATS)('D13 an invalid date does not cost the %s feed', (format) => {
    const dates = { publishedAt: notADate, createdAt: notADate, updatedAt: notADate, modifiedAt: notADate };
    const body = renderFeed(aFeed({ articles: [{ ...dates, title: 'Bad' }, good], format }));
    expect(body).toContain('Good');
    expect(body).not.toContain('Invalid Date');
  });

  it.each(FEED_FORMATS)('D14 a bad address does not cost the %s feed, and no `javascript:` passes', (format) => {
    const url = 'javascript:alert(1)';
    const bad = {
      image: { url: '/bridge.jpg' },
      attachments: [{ ...sound, url }],
      authors: [aByline({ url, avatar: 'x' })],
    };
    const publication = aPublication({ url, logo: url, icon: url, favicon: 'nowhere' });
    const body = renderFeed(
      aFeed({
        publication,
        articles: [
          { ...bad, externalUrl: url },
          { ...bad, ...good },
        ],
        format,
      }),
    );
    expect(body).toContain('Good');
    expect(body).not.toMatch(/javascript:|"\/bridge|nowhere/);
  });
});

describe('identity', () => {
  it('D15 one id in the three formats, character by character', () => {
    const uri = 'tag:Harbour.Example,2026:ö/%7e?b#c';
    const of = { articles: [{ uri }] };
    expect(texts(rssOf(of), 'channel', 'item', 'guid')).toEqual([uri]);
    expect(texts(atomOf(of), 'entry', 'id')).toEqual([uri]);
    expect(jsonOf(of).items).toMatchObject([{ id: uri }]);
  });

  it('D16 an Atom feed has an author with a name, whatever its entries have', () => {
    const atom = atomOf({ articles: [{ authors: [aByline({ name: ' \u0000 ' })] }] });
    expect(texts(atom, 'author', 'name')).toEqual(['The Harbour Post']);
    expect(all(atom, 'entry', 'author')).toEqual([]);
  });

  it('D17 no id is empty, and no category is without a term', () => {
    const of = { articles: [{ section: '', tags: ['!?', 'Sea'] }] };
    expect(texts(atomOf(of), 'id')[0]).toMatch(/^tag:/);
    expect(attributesAt(atomOf(of), 'entry', 'category')).toEqual([{ term: 'sea', label: 'Sea' }]);
    expect(texts(rssOf(of), 'channel', 'item', 'category')).toEqual(['Sea']);
  });

  it('D18 no clock has a part in it: an empty feed is as old as its publication', () => {
    expect(texts(rssOf({ articles: [] }), 'channel', 'lastBuildDate')).toEqual(['Tue, 24 Nov 2026 06:00:00 GMT']);
    expect(texts(atomOf({ articles: [] }), 'updated')).toEqual([at('06:00')]);
  });

  it('D19 every format says its language, and an article that has another says so', () => {
    const of = { articles: [{ language: 'de-AT' }] };
    expect(texts(rssOf(of), 'channel', 'language')).toEqual(['en']);
    expect(texts(rssOf(of), 'channel', 'item', 'dc:language')).toEqual(['de-AT']);
    expect(atomOf(of).attributes['xml:lang']).toBe('en');
    expect(attributesAt(atomOf(of), 'entry')).toEqual([{ 'xml:lang': 'de-AT' }]);
    expect(jsonOf(of)).toMatchObject({ language: 'en', items: [{ language: 'de-AT' }] });
  });
});

describe('what a JSON feed shows', () => {
  it('D20 it is version 1.1 with authors, attachments, favicon and its own address', () => {
    const feed = jsonOf({
      publication: aPublication({ favicon: 'https://harbour.example/favicon.png' }),
      articles: [{ authors: [aByline()], attachments: [sound] }],
    });
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      feed_url: 'https://news.example/harbour-post/feed.json',
      favicon: 'https://harbour.example/favicon.png',
      authors: [{ name: 'The Harbour Post' }],
      items: [{ authors: [{ name: 'Ada Example' }], attachments: [{ mime_type: 'audio/mpeg' }] }],
    });
    expect(feed).not.toHaveProperty('author');
    expect(feed.items[0]).not.toHaveProperty('author');
  });

  it('D21 an article without authors or words is still an item with an id and content', () => {
    const { items } = jsonOf({ articles: [{ authors: [], content: { html: '' } }] });
    expect(items).toMatchObject([{ id: expect.stringMatching(/^tag:/), content_html: '' }]);
    expect(items[0]).not.toHaveProperty('authors');
  });

  it('D22 nothing of XML is in it', () => {
    const body = renderFeed(aFeed({ articles: [{ image: picture, attachments: [sound] }], format: 'json' }));
    expect(body).not.toMatch(/_attributes|media:|atom:|dc:/);
  });
});

describe('the rest', () => {
  it('D23 `isPermaLink` is false because a guid is no address', () => {
    expect(attributesAt(rssOf(), 'channel', 'item', 'guid')).toEqual([{ isPermaLink: 'false' }]);
  });

  it('D24 WS-02 its hub is named once, in every format', () => {
    for (const format of FEED_FORMATS) {
      expect(renderFeed(aFeed({ format })).match(/https:\/\/news\.example\/hub\b/g)).toHaveLength(1);
    }
  });

  it('D25 the stylesheet is CSS, and its address is escaped', () => {
    const body = renderFeed(aFeed({ publicUrl: 'https://news.example/a&b"c', format: 'atom' }));
    const href = 'https://news.example/a&amp;b&quot;c/assets/feed.css';
    expect(body.split('\n')[1]).toBe(`<?xml-stylesheet type="text/css" href="${href}"?>`);
  });

  it.each(FEED_FORMATS)('D26 rendering %s changes nothing that it is given, and can be repeated', (format) => {
    const input = aFeed({ articles: [{ attachments: [sound, film], image: picture }], format });
    const before = structuredClone(input);
    const first = renderFeed(input);
    expect(input).toEqual(before);
    expect(renderFeed(input)).toEqual(first);
  });

  it('D27 extensions are elements of our own making: repeated and plain ones alike', () => {
    const rss = rssOf({ articles: [{ authors: [aByline(), aByline({ name: 'Bo' })], updatedAt: at('09:00') }] });
    expect(all(rss, 'channel', 'item', 'dc:creator')).toHaveLength(2);
    expect(texts(rss, 'channel', 'item', 'atom:updated')).toEqual([at('09:00')]);
  });
});
