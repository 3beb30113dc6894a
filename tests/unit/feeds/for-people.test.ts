import { describe, expect, it } from 'vitest';
import type { FeedId } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, aPublication } from '../../support/an-article.ts';
import { atomOf, jsonOf, rssOf } from '../../support/rendered.ts';
import { attributesAt, texts } from '../../support/strict-xml.ts';

const { url: _, ...homeless } = aPublication();
const here = 'https://news.example/harbour-post';

describe.each<[string, FeedId, string]>([
  ['a section', { kind: 'section', name: 'welt-日本' }, `${here}/sections/welt-%E6%97%A5%E6%9C%AC/`],
  ['a tag', { kind: 'tag', name: 'sea' }, `${here}/tags/sea/`],
  ['an author', { kind: 'author', name: 'ada-example' }, `${here}/authors/ada-example/`],
  ['a publication', { kind: 'publication' }, 'https://harbour.example/'],
  ['an archive', { kind: 'archive', name: '3' }, 'https://harbour.example/'],
  ['a composition', { kind: 'composed', name: 'section=world&tag=a,b' }, 'https://harbour.example/'],
])('the feed of %s', (_name, feed, page) => {
  it('leads to its page in every format', () => {
    expect(texts(rssOf({ feed }), 'channel', 'link')).toEqual([page]);
    expect(attributesAt(atomOf({ feed }), 'link')).toContainEqual({ rel: 'alternate', type: 'text/html', href: page });
    expect(jsonOf({ feed }).home_page_url).toBe(page);
  });

  it('is the publication’s own: its author has the publication’s page', () => {
    expect(texts(atomOf({ feed }), 'author', 'uri')).toEqual(['https://harbour.example/']);
    expect(jsonOf({ feed }).authors).toEqual([{ name: 'The Harbour Post', url: 'https://harbour.example/' }]);
  });
});

it('a publication without a page of its own has one here', () => {
  expect(jsonOf({ publication: homeless }).home_page_url).toBe(`${here}/`);
  expect(texts(rssOf({ publication: homeless }), 'channel', 'link')).toEqual([`${here}/`]);
});

it.each(['rss', 'atom'] as const)('a browser is told how to show %s, before anything else', (format) => {
  const [declaration, looks] = renderFeed(aFeed({ format })).split('\n');
  expect(declaration).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?>$/);
  expect(looks).toBe('<?xml-stylesheet type="text/css" href="https://news.example/assets/feed.css"?>');
});
