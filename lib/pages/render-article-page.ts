import { publishedOf, updatedOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import type { Author } from '#lib/domain/author.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import { articlePath, listPath } from '#lib/domain/page-url.ts';
import { slugify } from '#lib/domain/slug.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { canonicalOf } from './addresses.ts';
import { articleBody } from './article-body.ts';
import { articleFoot } from './article-foot.ts';
import { articleHead } from './article-head.ts';
import { connected } from './connected.ts';
import { type Card, cardOf, discovery, logoOf } from './head.ts';
import { attributes, type Html, html, NOTHING } from './html.ts';
import { newsArticle } from './json-ld.ts';
import { ownTongue, wordsOf } from './language.ts';
import { layout } from './layout.ts';
import { htmlPage, newestOf, type Page, type Site } from './page.ts';
import { mention } from './teaser.ts';

export interface Reading extends Site {
  readonly article: ArticleView;
  /** Profiles of its bylines, where there still are such. */
  readonly authors: readonly Author[];
  readonly related: readonly ArticleView[];
  readonly latest: readonly ArticleView[];
}

/** As many of each list as invite, and do not drown what was read. */
const MENTIONS = 6;

/** An article to read, all that belongs to it, and where to go from there. */
export function renderArticlePage(reading: Reading): Page {
  const { publication, article, authors } = reading;
  const { dir } = ownTongue(article, publication);
  const related = others(reading.related, [article]);
  const latest = others(reading.latest, [article, ...related]);
  const main = html`<article class="story"${attributes({ dir })}>
${articleHead(reading)}
${articleBody(reading)}
${articleFoot(reading)}
</article>
${connected(reading, { feed: { kind: 'publication' } })}
${mentions(reading, { id: 'related', articles: related })}
${mentions(reading, { id: 'latest', articles: latest })}`;
  const section = slugify(article.section ?? '');
  const current = section ? { current: feedName({ kind: 'section', name: section }) } : {};
  const title = `${article.title} — ${publication.title}`;
  const modified = newestOf(publication, article, ...authors, ...related, ...latest);
  return htmlPage(layout(reading, { title, head: headOf(reading), main, ...current }), modified);
}

const others = (list: readonly ArticleView[], shown: readonly ArticleView[]): readonly ArticleView[] =>
  list.filter(({ id }) => shown.every((one) => one.id !== id)).slice(0, MENTIONS);

function headOf(reading: Reading): Html {
  const { publication, article } = reading;
  const { title, summary, excerpt } = article;
  const own = articlePath(article);
  const feed: FeedId = { kind: 'publication' };
  return html`${cardOf(reading, {
    ...{ title, description: summary ?? excerpt, canonical: canonicalOf(article, reading.publicUrl) },
    ...{ properties: propertiesOf(reading), pictured: webUrl(article.image?.url) !== undefined },
  })}
${discovery(reading, [{ feed, label: publication.title }])}
<link rel="alternate" type="text/markdown" href="${own}.md">
<link rel="alternate" type="application/json" href="${own}.json">
<script type="application/ld+json">${newsArticle(reading)}</script>`;
}

/** OpenGraph's words for articles. A property that has several values is repeated. */
function propertiesOf(reading: Reading): NonNullable<Card['properties']> {
  const { article, publicUrl } = reading;
  const { image, authors, tags, section, publication } = article;
  const picture = webUrl(image?.url);
  const pageOf = (name: string) => `${publicUrl}${listPath({ kind: 'author', name }, publication)}`;
  return [
    ['og:type', 'article'],
    ['og:image', picture ?? logoOf(reading)],
    ...(picture
      ? ([
          ['og:image:alt', image?.alt],
          ['og:image:width', image?.width],
          ['og:image:height', image?.height],
        ] as const)
      : []),
    ['article:published_time', publishedOf(article)],
    ['article:modified_time', updatedOf(article)],
    ['article:section', section],
    ...tags.map((tag) => ['article:tag', tag] as const),
    ...authors.map(({ id }) => ['article:author', pageOf(id)] as const),
  ];
}

function mentions(
  site: Reading,
  { id, articles }: { id: 'related' | 'latest'; articles: readonly ArticleView[] },
): Html {
  if (articles.length === 0) return NOTHING;
  return html`<aside class="mentions" aria-labelledby="${id}">
<h2 id="${id}">${wordsOf(site)[id]}</h2>
<ul>
${articles.map((article) => mention({ site, article }))}
</ul>
</aside>`;
}
