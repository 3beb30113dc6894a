import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import { FEED_FORMATS, type FeedFormat } from '#lib/domain/feed.ts';
import { withCorrections } from '#lib/feeds/corrections.ts';
import { withPicture } from '#lib/feeds/picture.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aByline, aFeed, anArticle, articleId, PUBLIC_URL } from '../../support/an-article.ts';
import { PARSERS, type ReadArticle } from '../../support/feed-parsers.ts';
import { RICH_ARTICLES, RICH_PUBLICATION } from './rich-feed.ts';

const HOSTILE =
  ']]>]]></title><link href="https://evil.example/"/><title><![CDATA[ &amp; &#38; <b>&</b> " \' <!-- -- %s $& {{x}}';

const hostile = anArticle({
  ...{ id: articleId(9), uri: `tag:bulletin.example,2026-01-01:bulletin-news/${articleId(9)}` },
  ...{ title: HOSTILE, summary: HOSTILE, section: HOSTILE, tags: ['AT&amp;T', '<script>'] },
  content: { html: '<p>]]&gt; <a href="https://harbour.example/?a=1&amp;amp;b=2">&amp;amp; &lt;![CDATA[</a> 🚄</p>' },
  authors: [aByline({ name: HOSTILE }), aByline({ name: 'Bo & Co.' })],
  image: { url: 'https://harbour.example/a.jpg?x=%22%3E&y=]]', alt: HOSTILE, caption: HOSTILE, credit: HOSTILE },
  externalUrl: 'https://harbour.example/?q=&amp;lt;&y=%3C',
});
const articles: readonly Article[] = [...RICH_ARTICLES.all, hostile];

const bodyIn = (format: FeedFormat): string =>
  renderFeed(
    aFeed({
      ...{ publication: RICH_PUBLICATION, feed: { kind: 'section', name: 'world' }, sequence: 200, format },
      gone: [{ uri: 'tag:bulletin.example,2026-01-01:bulletin-news/gone', at: RICH_ARTICLES.goneAt }],
      articles,
    }),
  );

/** What was published, as a parser that misses nothing reads it. */
function asPublished(article: Article): Required<ReadArticle> {
  const { uri: id, title, summary, content, authors, section = '', tags, image, corrections, publishedAt } = article;
  return {
    ...{ id, title, summary, url: viewOf(article, PUBLIC_URL).url, published: publishedAt?.slice(0, 19) ?? '' },
    content: withPicture(withCorrections(content.html, corrections), image),
    authors: authors.map(({ name }) => name),
    categories: [section, ...tags],
    picture: image?.url,
  };
}

const cases = Object.entries(PARSERS).flatMap(([name, readers]) =>
  FEED_FORMATS.flatMap((format) => {
    const read = readers[format];
    return read ? [{ name, format, read }] : [];
  }),
);

describe.each(cases)('$name reads $format', ({ format, read }) => {
  it('as it was published: ids, titles, dates, authors, categories, pictures and contents', async () => {
    const found = await read(bodyIn(format));
    expect(found.map(({ id }) => id)).toEqual(articles.map(({ uri }) => uri));
    for (const [index, article] of articles.entries()) {
      const published = asPublished(article);
      const known = Object.keys(found[index] ?? {}) as (keyof ReadArticle)[];
      expect(found[index]).toEqual(Object.fromEntries(known.map((key) => [key, published[key]])));
    }
  });
});

it('three parsers, of as many authors, read everything that is in a feed', async () => {
  const complete = await Promise.all(
    cases.map(async ({ name, format, read }) => ({ name, read: await read(bodyIn(format)) })),
  );
  const names = complete.filter(({ read }) => Object.keys(read[0] ?? {}).length === 9).map(({ name }) => name);
  expect(new Set(names)).toEqual(new Set(['feedsmith', 'rss-parser', 'feedparser']));
});
