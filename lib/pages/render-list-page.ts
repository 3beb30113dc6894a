import type { ArticleView } from '#lib/domain/article-view.ts';
import type { Author } from '#lib/domain/author.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import { listPath } from '#lib/domain/page-url.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { portrait } from './author-box.ts';
import { connected } from './connected.ts';
import { cardOf, discovery } from './head.ts';
import { type Html, html, NOTHING } from './html.ts';
import { wordsOf } from './language.ts';
import { layout } from './layout.ts';
import { htmlPage, newestOf, type Page, type Site } from './page.ts';
import { teasers } from './teaser.ts';

interface Listing extends Site {
  /** A section, a tag or an author. */
  readonly feed: FeedId;
  /** The name that people read. */
  readonly label?: string | undefined;
  /** Newest first. */
  readonly articles: readonly ArticleView[];
  readonly author?: Author | undefined;
}

/** What is new in a section, under a tag or by an author. */
export function renderListPage(list: Listing): Page {
  const { publication, publicUrl, feed, articles, author } = list;
  const label = labelOf(list);
  const title = `${label} — ${publication.title}`;
  const card = cardOf(list, {
    ...{ title, description: author?.biography, canonical: `${publicUrl}${listPath(feed, publication.id)}` },
    properties: [
      ['og:type', feed.kind === 'author' ? 'profile' : 'website'],
      ['og:image', webUrl(author?.avatar)],
    ],
  });
  const feeds = [
    { feed, label: title },
    { feed: { kind: 'publication' } as const, label: publication.title },
  ];
  const main = html`${author ? portrait(author, wordsOf(list)) : heading(list, label)}
${teasers(list, articles)}
${connected(list, { feed, label })}`;
  const head = html`${card}\n${discovery(list, feeds)}`;
  const modified = newestOf(publication, ...articles, ...(author ? [author] : []));
  return htmlPage(layout(list, { title, head, main, current: feedName(feed) }), modified);
}

const labelOf = ({ feed, label, author, publication }: Listing): string =>
  author?.name ?? label ?? (feed.kind === 'publication' ? publication.title : feed.name);

function heading(list: Listing, label: string): Html {
  const words = wordsOf(list);
  const kinds: Partial<Record<FeedId['kind'], string>> = {
    section: words.section,
    tag: words.tag,
    author: words.author,
  };
  const kind = kinds[list.feed.kind];
  return html`<header class="heading">
${kind ? html`<p class="kicker">${kind}</p>` : NOTHING}
<h1><bdi>${label}</bdi></h1>
</header>`;
}
