import { instant } from '#lib/domain/instant.ts';
import { frontPath } from '#lib/domain/page-url.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { html, NOTHING } from './html.ts';
import { ANYBODYS, bare } from './layout.ts';
import { htmlPage, type Page } from './page.ts';

interface Missing {
  readonly publicUrl: string;
  /** As it was asked for. */
  readonly path: string;
}

/** For people who followed a link to nowhere: what may be above it is worth a try. */
export function renderMissingPage({ publicUrl, path }: Missing): Page {
  const { words, tongue } = ANYBODYS;
  const [, first = '', ...rest] = path.split('/');
  const publication = rest.length > 0 ? PublicationId.safeParse(first).data : undefined;
  const body = html`<main id="content">
<header class="heading">
<h1>${words.missing}</h1>
<p>${words.nothingHere}</p>
<p><code dir="ltr">${publicUrl}${path}</code></p>
${publication ? html`<p><a href="${frontPath(publication)}">${words.frontPage}</a></p>` : NOTHING}
</header>
</main>`;
  const head = html`<link rel="icon" href="data:,">
<meta name="robots" content="noindex">`;
  return htmlPage(bare({ title: words.missing, tongue, words, head, body }), instant(new Date(0)));
}
