import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { viewOf } from '#lib/domain/article-view.ts';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { RENDERER } from '#lib/feeds/edition.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, PUBLIC_URL } from '../../support/an-article.ts';
import { BATCH, RICH_ARTICLES, RICH_PUBLICATION } from './rich-feed.ts';

const rich = {
  publication: RICH_PUBLICATION,
  feed: { kind: 'section', name: 'world' },
  label: 'World',
  gone: [
    { uri: 'tag:bulletin.example,2026-01-01:bulletin-news/art_01jdf0e8m30000000000000099', at: RICH_ARTICLES.goneAt },
  ],
} as const;

/** Atom's titles are text constructs, the others' are text. */
const plain = (title: string | { value?: string } | undefined) => (typeof title === 'object' ? title.value : title);

/** Written in one request: at one moment, without summaries, with what is not often in an article. */
const batch = {
  ...{ publication: RICH_PUBLICATION, feed: { kind: 'archive', name: '7' } as const, sequence: 500 },
  articles: BATCH,
};

describe.each(FEED_FORMATS)('in %s', (format) => {
  const extension = format === 'json' ? 'json' : `${format}.xml`;

  it('a rich feed is what it was', async () => {
    const articles = RICH_ARTICLES.all.map((article) => viewOf(article, PUBLIC_URL));
    const body = renderFeed({ ...aFeed({ ...rich, format }), articles });
    await expect(body).toMatchFileSnapshot(`golden/rich.${extension}`);
  });

  it('an empty feed is what it was', async () => {
    const body = renderFeed(aFeed({ articles: [], format }));
    await expect(body).toMatchFileSnapshot(`golden/empty.${extension}`);
  });

  it('an archive of what was written at once is what it was', async () => {
    await expect(renderFeed(aFeed({ ...batch, format }))).toMatchFileSnapshot(`golden/batch.${extension}`);
  });

  it('another implementation reads from it what was published', () => {
    const articles = RICH_ARTICLES.all.map((article) => viewOf(article, PUBLIC_URL));
    const body = renderFeed({ ...aFeed({ ...rich, format }), articles });
    const parsed = parseFeed(body);
    const items = 'entries' in parsed.feed ? parsed.feed.entries : 'items' in parsed.feed ? parsed.feed.items : [];
    expect(parsed.format).toBe(format);
    expect(plain(parsed.feed.title)).toBe('Bulletin “News” & Views: World');
    expect(items?.map(({ title }) => plain(title))).toEqual(articles.map(({ title }) => title));
  });
});

// A version says which RENDERER it is of: without a greater one, readers of a feed that nobody publishes to would be told that
// what they have is current.
it('the renderer counts up whenever these bytes change', () => {
  const files = ['rss.xml', 'atom.xml', 'json'].flatMap((extension) =>
    ['rich', 'empty', 'batch'].map((name) => `${name}.${extension}`),
  );
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(new URL(`golden/${file}`, import.meta.url)));
  expect({ renderer: RENDERER, bytes: hash.digest('hex').slice(0, 16) }).toEqual({
    renderer: 6,
    bytes: '35bd1db567ab1b60',
  });
});
