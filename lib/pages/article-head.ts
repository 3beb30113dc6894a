import { publishedOf, updateOf } from '#lib/domain/article-dates.ts';
import { slugify } from '#lib/domain/slug.ts';
import { byline, kicker } from './byline.ts';
import { moment } from './dates.ts';
import { attributes, type Html, html, joined, NOTHING } from './html.ts';
import { ownTongue, tongueOf, wordsOf } from './language.ts';
import type { Reading } from './render-article-page.ts';

/** Section, headline, standfirst, byline and dates. */
export function articleHead(reading: Reading): Html {
  const { article, publication } = reading;
  const { lang } = ownTongue(article, publication);
  const words = wordsOf(reading);
  const { title, summary, readingMinutes, authors } = article;
  return html`<header>
${kicker(article, slugify(article.section ?? ''))}
<h1${attributes({ lang })}>${title}</h1>
${summary ? html`<p class="standfirst"${attributes({ lang })}>${summary}</p>` : NOTHING}
${authors.length > 0 ? html`<p class="meta">${byline(article, words)}</p>` : NOTHING}
<p class="meta">${joined([...dates(reading), ...(readingMinutes ? [html`<bdi>${words.readingTime(readingMinutes)}</bdi>`] : [])], ' · ')}</p>
</header>`;
}

function dates({ article, publication, ...site }: Reading): readonly Html[] {
  const { lang } = tongueOf(publication);
  const updated = updateOf(article);
  const words = wordsOf({ publication, ...site });
  return [
    html`<bdi>${moment(publishedOf(article), lang)}</bdi>`,
    ...(updated ? [html`<bdi>${words.updated} ${moment(updated, lang)}</bdi>`] : []),
  ];
}
