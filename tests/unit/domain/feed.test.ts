import { describe, expect, it } from 'vitest';
import { archiveAt } from '#lib/domain/archive.ts';
import { compositionIn, compositionName, compositionNamed, namesIn } from '#lib/domain/composition.ts';
import { type FeedId, feedLinks, feedName, feedNamed, feedUrl, kindIn } from '#lib/domain/feed.ts';

const at = { publicUrl: 'https://news.example', publication: 'harbour-post' } as const;

describe('a feed', () => {
  it.each<[FeedId, string, string]>([
    [{ kind: 'publication' }, 'publication', '/rss.xml'],
    [{ kind: 'section', name: 'world' }, 'section:world', '/sections/world/rss.xml'],
    [{ kind: 'tag', name: '東京' }, 'tag:東京', '/tags/%E6%9D%B1%E4%BA%AC/rss.xml'],
    [{ kind: 'author', name: 'ada' }, 'author:ada', '/authors/ada/rss.xml'],
    [{ kind: 'language', name: 'de-at' }, 'language:de-at', '/languages/de-at/rss.xml'],
    [{ kind: 'archive', name: '7' }, 'archive:7', '/archive/7/rss.xml'],
    [{ kind: 'composed', name: 'tag=a,b' }, 'composed:tag=a,b', '/rss.xml?tag=a,b'],
  ])('%j has one name and one address', (feed, name, path) => {
    expect(feedName(feed)).toBe(name);
    expect(feedNamed(name)).toEqual(feed);
    expect(feedUrl(feed, { ...at, format: 'rss' })).toBe(`https://news.example/harbour-post${path}`);
  });

  it.each([
    ['rss', 'rss.xml'],
    ['atom', 'atom.xml'],
    ['json', 'feed.json'],
  ] as const)('in %s is called %s', (format, document) => {
    expect(feedUrl({ kind: 'publication' }, { ...at, format })).toBe(`https://news.example/harbour-post/${document}`);
  });

  it.each(['', 'nothing', 'nothing:x', 'toString:x', 'section:', 'section world', 'publication:x'])(
    'is none that is called “%s”',
    (name) => {
      expect(feedNamed(name)).toBeUndefined();
    },
  );

  it.each(['section', 'tag', 'author', 'language', 'archive'] as const)(
    'of a %s is found by its folder again',
    (kind) => {
      const [, , , , folder = ''] = feedUrl({ kind, name: 'x' }, { ...at, format: 'rss' }).split('/');
      expect(kindIn(folder)).toBe(kind);
      expect(kindIn(`${folder}s`)).toBeUndefined();
    },
  );

  it('names its hub and itself', () => {
    expect(feedLinks('https://news.example/p/rss.xml', 'https://news.example')).toBe(
      '<https://news.example/hub>; rel="hub", <https://news.example/p/rss.xml>; rel="self"',
    );
  });
});

describe('a composed feed', () => {
  const nameOf = (query: string) => {
    const composition = compositionIn(new URLSearchParams(query));
    return composition && compositionName(composition);
  };

  it.each([
    ['tag=b&tag=a', 'tag=a,b'],
    ['tag=b,a', 'tag=a,b'],
    ['tag=Climate%20Change&section=World', 'section=world&tag=climate-change'],
    ['tag=a,a,A', 'tag=a'],
    ['tag=,a,&section=', 'tag=a'],
    ['tag=x&section=y&not=z&author=w', 'author=w&not=z&section=y&tag=x'],
    ['tag=%E6%9D%B1%E4%BA%AC&utm_source=x', 'tag=%E6%9D%B1%E4%BA%AC'],
  ])('asked for by %s is %s, whichever way it is said', (query, name) => {
    expect(nameOf(query)).toBe(name);
    expect(nameOf(name)).toBe(name);
    expect(compositionName(compositionNamed(name))).toBe(name);
  });

  it.each(['', 'tag=', 'tag=!!!', 'utm_source=x'])('is none that is asked for by “%s”', (query) => {
    expect(nameOf(query)).toBeUndefined();
  });

  it('has the names of all its parameters', () => {
    expect(namesIn(compositionNamed('author=w&not=z&section=y&tag=x,v'))).toEqual(['w', 'z', 'y', 'v', 'x']);
    expect(namesIn(compositionNamed(''))).toEqual([]);
  });
});

it.each([
  [1, 0],
  [63, 0],
  [64, 1],
  [127, 1],
  [128, 2],
])('what is first published at %i is in archive %i', (sequence, archive) => {
  expect(archiveAt(sequence)).toBe(archive);
});
