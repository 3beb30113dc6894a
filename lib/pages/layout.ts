import { feedName } from '#lib/domain/feed.ts';
import { feedsPath, frontPath, listPath } from '#lib/domain/page-url.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { hostOf } from './addresses.ts';
import { attributes, type Html, html, NOTHING } from './html.ts';
import { tongueOf, wordsOf } from './language.ts';
import { type Site, termsOf } from './page.ts';
import { type Words, wordsIn } from './words.ts';

interface Sheet {
  /** What the window is called. */
  readonly title: string;
  readonly head?: Html;
  readonly main: Html;
  /** The list that the page shows, or that its article is in. */
  readonly current?: string;
  readonly isFront?: boolean;
}

/** A page of a publication, under its name and its sections. */
export function layout(site: Site, sheet: Sheet): Html {
  const { publication } = site;
  return bare({
    ...{ title: sheet.title, tongue: tongueOf(publication), words: wordsOf(site) },
    head: html`<link rel="icon" href="${webUrl(publication.favicon) ?? webUrl(publication.icon) ?? 'data:,'}">
${sheet.head ?? NOTHING}`,
    body: html`${masthead(site, sheet)}
<main id="content">
${sheet.main}
</main>
${footer(site)}`,
  });
}

interface Bare {
  readonly title: string;
  readonly tongue: { readonly lang: string; readonly dir: string };
  readonly words: Words;
  readonly head: Html;
  readonly body: Html;
}

/** A page that is of no publication, too. */
export function bare({ title, tongue, words, head, body }: Bare): Html {
  return html`<!doctype html>
<html${attributes({ ...tongue })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/assets/page.css">
${head}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
${body}
</body>
</html>
`;
}

/** The words of a page that is of no publication. */
export const ANYBODYS = { words: wordsIn('en'), tongue: { lang: 'en', dir: 'ltr' } } as const;

function masthead(site: Site, { current, isFront = false }: Sheet): Html {
  const { id, title, description } = site.publication;
  const name = html`<a href="${frontPath(id)}"${attributes({ 'aria-current': isFront ? 'page' : undefined })}>${title}</a>`;
  const sections = termsOf(site, 'section').map(({ feed, label }) => {
    const here = attributes({ 'aria-current': feedName(feed) === current ? 'true' : undefined });
    return html`<li><a href="${listPath(feed, id)}"${here}><bdi>${label}</bdi></a></li>`;
  });
  return html`<header class="masthead">
${isFront ? html`<h1 class="nameplate">${name}</h1>` : html`<p class="nameplate">${name}</p>`}
${isFront && description ? html`<p class="motto">${description}</p>` : NOTHING}
${sections.length > 0 ? html`<nav aria-label="${wordsOf(site).sections}"><ul>${sections}</ul></nav>` : NOTHING}
</header>`;
}

function footer(site: Site): Html {
  const { id, title, copyright, url } = site.publication;
  const home = webUrl(url);
  return html`<footer>
<p>${copyright ?? title}</p>
<ul>
<li><a href="${frontPath(id)}">${wordsOf(site).frontPage}</a></li>
<li><a href="${feedsPath(id)}">${wordsOf(site).allFeeds}</a></li>
${home ? html`<li><a href="${home}">${hostOf(home)}</a></li>` : NOTHING}
</ul>
</footer>`;
}
