import type { Instant } from '#lib/domain/instant.ts';
import { frontPath } from '#lib/domain/page-url.ts';
import { day } from './dates.ts';
import { html, NOTHING } from './html.ts';
import { tongueOf, wordsOf } from './language.ts';
import { layout } from './layout.ts';
import { htmlPage, newestOf, type Page, type Site } from './page.ts';

type Gone = Site & {
  readonly article: { readonly title?: string | undefined; readonly withdrawnAt?: Instant | undefined };
};

/** What stands where an article was: a sentence, and the way on. */
export function renderGonePage(site: Gone): Page {
  const { publication, article } = site;
  const words = wordsOf(site);
  const { title, withdrawnAt } = article;
  const main = html`<header class="heading">
${title ? html`<p class="kicker">${words.gone}</p>` : NOTHING}
<h1 dir="auto">${title ?? words.gone}</h1>
<p>${words.wasWithdrawn}</p>
${withdrawnAt ? html`<p class="meta">${day(withdrawnAt, tongueOf(publication).lang)}</p>` : NOTHING}
<p><a href="${frontPath(publication.id)}">${words.frontPage}</a></p>
</header>`;
  const head = html`<meta name="robots" content="noindex">`;
  const page = layout(site, { title: `${title ?? words.gone} — ${publication.title}`, head, main });
  return htmlPage(page, newestOf(publication, ...(withdrawnAt ? [{ modifiedAt: withdrawnAt }] : [])));
}
