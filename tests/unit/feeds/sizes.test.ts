import { describe, expect, it } from 'vitest';
import { ARCHIVE_SEQUENCES } from '#lib/domain/archive.ts';
import type { Article } from '#lib/domain/article.ts';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, anArticle, aPublication, articleId } from '../../support/an-article.ts';
import { jsonOf } from '../../support/rendered.ts';

type Feed = Parameters<typeof aFeed>[0];
type Make = (index: number) => Partial<Article>;

const MOST = 250_000;
const many = (count: number, make: Make): Partial<Article>[] =>
  Array.from({ length: count }, (_, index) => ({ id: articleId(index), title: `No. ${index}`, ...make(index) }));
const bytesOf = (feed: Feed): number => Buffer.byteLength(renderFeed(aFeed(feed)));
const titlesOf = (feed: Feed): unknown[] => jsonOf(feed).items.map(({ title }) => title);

const SIGNATURE = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Security-Token=${'IQoJb3JpZ2luX2VjE%2B'.repeat(60)}`;
const signed = (name: string) => ({
  url: `https://files.example/${name}?${SIGNATURE}&X-Amz-Expires=900`,
  type: 'audio/mpeg',
});

/** What articles can be large by. */
const LARGE: Readonly<Record<string, Make>> = {
  'long contents': () => ({ content: { html: '<p>Bridge & <b>ferry</b> “zusammen” 東京</p>'.repeat(700) } }),
  'ten attachments with long signed addresses': (index) => ({
    attachments: Array.from({ length: 10 }, (_, file) => signed(`${index}-${file}.mp3`)),
  }),
  'much that must be escaped': () => ({ content: { html: '<br>'.repeat(2_000) }, summary: '<&>'.repeat(600) }),
  'much that JSON must escape': () => ({ content: { html: `<pre>${'\t"\\'.repeat(3_000)}</pre>` } }),
  'many authors, tags and corrections': () => ({
    authors: Array.from({ length: 20 }, (_, author) => aByline({ name: `Author ${author} ${'& '.repeat(40)}` })),
    tags: Array.from({ length: 30 }, (_, tag) => `Tag ${tag} ${'<'.repeat(40)}`),
    corrections: Array.from({ length: 20 }, () => ({ at: aPublication().createdAt, note: '“No.” '.repeat(100) })),
  }),
};

describe.each(Object.entries(LARGE))('a feed of articles with %s', (_name, make) => {
  it.each(FEED_FORMATS)('is as long in %s as 250 KB allow', (format) => {
    const articles = many(50, make);
    const shown = renderFeed(aFeed({ articles, format })).match(/art_\w{26}(?=<\/guid>|<\/id>|",\n)/g)?.length ?? 0;
    expect(bytesOf({ articles, format })).toBeLessThanOrEqual(MOST);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(50);
    // One more would have been too much.
    const alone = bytesOf({ articles: many(shown + 1, make).slice(-1), format }) - bytesOf({ articles: [], format });
    expect(bytesOf({ articles, format }) + alone + 2_000).toBeGreaterThan(MOST);
  });

  it('holds the newest of them, in their order', () => {
    const titles = titlesOf({ articles: many(50, make) });
    expect(titles).toEqual(titles.map((_, index) => `No. ${index}`));
  });
});

describe('a feed', () => {
  it('holds the 50 newest articles', () => {
    expect(titlesOf({ articles: many(60, () => ({})) })).toEqual(
      Array.from({ length: 50 }, (_, index) => `No. ${index}`),
    );
  });

  it.each([10, 100])('holds as many as its publication wants: %i', (feedItems) => {
    expect(titlesOf({ publication: aPublication({ feedItems }), articles: many(110, () => ({})) })).toHaveLength(
      feedItems,
    );
  });

  it('holds the newest article however long it is', () => {
    expect(titlesOf({ articles: many(3, () => ({ content: { html: '<p>Long.</p>'.repeat(40_000) } })) })).toEqual([
      'No. 0',
    ]);
  });

  it('that is cut short is as new as all that was looked at', () => {
    const whole = { articles: many(50, LARGE['long contents'] ?? (() => ({}))) };
    const { items } = jsonOf(whole);
    expect(renderFeed(aFeed({ ...whole, format: 'atom' }))).toContain(String(items[0]?.date_modified));
  });

  it('tells of what has changed among the articles that it holds, and of no others', () => {
    const articles = many(50, LARGE['long contents'] ?? (() => ({})));
    const only = new Set([0, 2, 49].map((index) => anArticle(articles[index]).uri));
    const { items } = JSON.parse(renderFeed({ ...aFeed({ articles, format: 'json' }), only }));
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['No. 0', 'No. 2']);
  });
});

describe('an archive', () => {
  const excerpt = 'Bridge & ferry.';
  const archive = { feed: { kind: 'archive', name: '0' } as const };

  it.each(Object.entries(LARGE))('holds all articles with %s, the latest whole', (_name, make) => {
    const articles = many(ARCHIVE_SEQUENCES, (index) => ({ ...make(index), excerpt }));
    const { items } = jsonOf({ ...archive, articles });
    expect(items).toHaveLength(ARCHIVE_SEQUENCES);
  });

  it.each(FEED_FORMATS)('has excerpts in %s for what 350 KB do not hold', (format) => {
    const html = '<p>Bridge &amp; ferry.</p>'.repeat(1_000);
    const articles = many(ARCHIVE_SEQUENCES, () => ({ content: { html }, excerpt }));
    const bytes = bytesOf({ ...archive, articles, format });
    expect(bytes).toBeLessThanOrEqual(350_000);
    expect(bytes).toBeGreaterThan(350_000 - 3 * html.length);
  });

  it('has the latest whole and the beginning of others', () => {
    const html = '<p>Bridge &amp; ferry.</p>'.repeat(1_000);
    const { items } = jsonOf({ ...archive, articles: many(ARCHIVE_SEQUENCES, () => ({ content: { html }, excerpt })) });
    expect(items[0]?.content_html).toBe(html);
    expect(items.at(-1)?.content_html).toBe('<p>Bridge &amp; ferry.</p>');
  });

  it('has every article whole where they fit', () => {
    const articles = many(ARCHIVE_SEQUENCES, () => ({ content: { html: '<p>Short.</p>' }, excerpt }));
    expect(jsonOf({ ...archive, articles }).items.every(({ content_html }) => content_html === '<p>Short.</p>')).toBe(
      true,
    );
  });
});
