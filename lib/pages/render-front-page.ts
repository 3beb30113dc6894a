import type { ArticleView } from '#lib/domain/article-view.ts';
import { frontPath } from '#lib/domain/page-url.ts';
import { connected } from './connected.ts';
import { cardOf, discovery, logoOf } from './head.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';
import { htmlPage, newestOf, type Page, type Site } from './page.ts';
import { teasers } from './teaser.ts';

/** What is new in a publication, and how to follow it. The articles come newest first. */
export function renderFrontPage(site: Site & { readonly articles: readonly ArticleView[] }): Page {
  const { publication, publicUrl, articles } = site;
  const { id, title, description } = publication;
  const feed = { kind: 'publication' } as const;
  const head = html`${cardOf(site, {
    ...{ title, description, canonical: `${publicUrl}${frontPath(id)}` },
    properties: [
      ['og:type', 'website'],
      ['og:image', logoOf(site)],
    ],
  })}
${discovery(site, [{ feed, label: title }])}`;
  const main = html`${teasers(site, articles)}
${connected(site, { feed })}`;
  return htmlPage(layout(site, { title, head, main, isFront: true }), newestOf(publication, ...articles));
}
