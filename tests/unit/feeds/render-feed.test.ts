import { describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, articleId } from '../../support/an-article.ts';
import { jsonOf } from '../../support/rendered.ts';

it.each(FEED_FORMATS)('HTTP-05 the same %s feed has the same bytes', (format) => {
  expect(renderFeed(aFeed({ format }))).toBe(renderFeed(aFeed({ format })));
});

describe('what fits', () => {
  const articles = (count: number, html: string) =>
    Array.from({ length: count }, (_, index) => ({ id: articleId(index), title: `No. ${index}`, content: { html } }));

  it('a feed holds the 50 newest articles in their order', () => {
    const { items } = jsonOf({ articles: articles(60, '<p>Short.</p>') });
    expect(items.map(({ title }) => title)).toEqual(Array.from({ length: 50 }, (_, index) => `No. ${index}`));
  });

  it.each(FEED_FORMATS)('a %s feed of long articles stays about under 250 KB', (format) => {
    const html = '<p>Bridge & <b>ferry</b> “zusammen” 東京</p>'.repeat(700);
    const body = renderFeed(aFeed({ articles: articles(50, html), format }));
    expect(Buffer.byteLength(body)).toBeGreaterThan(100_000);
    expect(Buffer.byteLength(body)).toBeLessThan(260_000);
  });

  it('a feed holds the newest article however long it is', () => {
    expect(jsonOf({ articles: articles(3, '<p>Long.</p>'.repeat(40_000)) }).items).toHaveLength(1);
  });
});

describe('titles', () => {
  it.each([
    [{ kind: 'publication' }, undefined, 'The Harbour Post'],
    [{ kind: 'section', name: 'météo' }, 'Météo', 'The Harbour Post: Météo'],
    [{ kind: 'tag', name: 'sea-sand' }, 'Sea & Sand', 'The Harbour Post: Sea & Sand'],
    [{ kind: 'tag', name: 'météo' }, undefined, 'The Harbour Post: météo'],
    [{ kind: 'archive', name: '3' }, undefined, 'The Harbour Post: archive 3'],
  ] as const)('the feed %o with the label %s is called %s', (feed, label, title) => {
    expect(jsonOf({ feed, label }).title).toBe(title);
  });
});
