import type { FeedId } from '#lib/domain/feed.ts';
import { feedsPath, listPath, opmlPath } from '#lib/domain/page-url.ts';
import { feedLinks } from './connected.ts';
import { cardOf, discovery } from './head.ts';
import { type Html, html, joined, NOTHING } from './html.ts';
import { wordsOf } from './language.ts';
import { layout } from './layout.ts';
import { htmlPage, type Page, type Site, termsOf } from './page.ts';

const KINDS = { section: 'sections', tag: 'tags', author: 'authors' } as const;

/** Every feed of a publication in its three formats. A script adds buttons to copy; the links are good without it. */
export function renderFeedsPage(site: Site): Page {
  const { publication, publicUrl } = site;
  const words = wordsOf(site);
  const feed = { kind: 'publication' } as const;
  const title = `${words.feeds} — ${publication.title}`;
  const canonical = `${publicUrl}${feedsPath(publication.id)}`;
  const opml = opmlPath(publication.id);
  const head = html`${cardOf(site, { title, description: words.aboutFeeds, canonical })}
${discovery(site, [{ feed, label: publication.title }])}
<link rel="alternate" type="text/x-opml" href="${opml}">
<script src="/assets/copy.js" defer></script>`;
  const main = html`<header class="heading">
<h1>${words.feeds}</h1>
<p>${words.aboutFeeds}</p>
<p><a href="${opml}">${words.opml}</a></p>
</header>
${group(site, { heading: words.everything, lists: [{ feed, label: publication.title }] })}
${groups(site)}`;
  return htmlPage(layout(site, { title, head, main }), publication.modifiedAt);
}

const groups = (site: Site): Html =>
  html`${Object.entries(KINDS).map(([kind, heading]) =>
    group(site, { heading: wordsOf(site)[heading], lists: termsOf(site, kind as keyof typeof KINDS) }),
  )}`;

interface Group {
  readonly heading: string;
  readonly lists: readonly { readonly feed: FeedId; readonly label: string }[];
}

function group(site: Site, { heading, lists }: Group): Html {
  if (lists.length === 0) return NOTHING;
  const rows = lists.map(({ feed, label }) => {
    const name = html`<a href="${listPath(feed, site.publication.id)}"><bdi>${label}</bdi></a>`;
    return html`<li>${name}\n${feedLinks(site, feed)}</li>`;
  });
  return html`<section class="feeds">
<h2>${heading}</h2>
<ul>
${joined(rows, '\n')}
</ul>
</section>
`;
}
