import { describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { MAX_ITEMS, renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, aPublication, articleId, at } from '../../support/an-article.ts';
import { jsonOf } from '../../support/rendered.ts';

describe('validators', () => {
  it.each(FEED_FORMATS)('HTTP-05 the same %s feed has the same bytes and the same strong tag', (format) => {
    const [one, other] = [renderFeed(aFeed({ format })), renderFeed(aFeed({ format }))];
    expect(one).toEqual(other);
    expect(one.etag).toMatch(/^"[\x21\x23-\x7e]+"$/);
  });

  it('HTTP-05 another byte, or another format, has another tag', () => {
    const inputs = [
      ...FEED_FORMATS.map((format) => aFeed({ format })),
      aFeed({ articles: [{ content: { html: '<p>The ribbon was cut at nine.</p>' } }] }),
    ];
    expect(new Set(inputs.map((input) => renderFeed(input).etag)).size).toBe(4);
  });

  it.each([
    ['an article’s last change', { articles: [{ updatedAt: at('09:00'), modifiedAt: at('10:00') }] }, at('10:00')],
    ['an article that is gone', { gone: [{ at: at('11:00') }] }, at('11:00')],
    ['the publication’s own change', { publication: aPublication({ modifiedAt: at('12:00') }) }, at('12:00')],
    ['the publication, when it is empty', { articles: [] }, at('06:00')],
    ['whole seconds, never later than it was', { gone: [{ at: at('11:00:01.999') }] }, at('11:00:01')],
  ])('HTTP-06 the feed was last modified at %s', (_, of, expected) => {
    expect(renderFeed(aFeed(of)).lastModified).toBe(expected);
  });

  it('HTTP-06 an article that no longer fits in the feed still counts', () => {
    const articles = Array.from({ length: MAX_ITEMS + 1 }, (_, index) => ({
      id: articleId(index),
      modifiedAt: at(index === MAX_ITEMS ? '10:00' : '08:00'),
    }));
    expect(renderFeed(aFeed({ articles })).lastModified).toBe(at('10:00'));
  });
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
    const { body } = renderFeed(aFeed({ articles: articles(50, html), format }));
    expect(Buffer.byteLength(body)).toBeGreaterThan(100_000);
    expect(Buffer.byteLength(body)).toBeLessThan(260_000);
  });

  it('a feed holds the newest article however long it is', () => {
    expect(jsonOf({ articles: articles(3, '<p>Long.</p>'.repeat(40_000)) }).items).toHaveLength(1);
  });
});

describe('titles', () => {
  const article = { section: 'Météo', tags: ['Sea & Sand'], authors: [aByline({ name: 'Ada Example' })] };

  it.each([
    [{ kind: 'publication' }, 'The Harbour Post'],
    [{ kind: 'section', name: 'météo' }, 'The Harbour Post: Météo'],
    [{ kind: 'tag', name: 'sea-sand' }, 'The Harbour Post: Sea & Sand'],
    [{ kind: 'author', name: 'ada-example' }, 'The Harbour Post: Ada Example'],
    [{ kind: 'tag', name: 'météo' }, 'The Harbour Post: météo'],
  ] as const)('the feed %o is called %s', (feed, title) => {
    expect(jsonOf({ feed, articles: [article] }).title).toBe(title);
  });

  it('the newest article says how a name is spelled', () => {
    const articles = [{ section: 'MÉTÉO' }, { ...article, id: articleId(2) }];
    expect(jsonOf({ feed: { kind: 'section', name: 'météo' }, articles }).title).toBe('The Harbour Post: MÉTÉO');
  });
});
