import { publishedOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import { slugify } from '#lib/domain/slug.ts';
import { hrefOf } from './addresses.ts';
import { byline, kicker } from './byline.ts';
import { day } from './dates.ts';
import { attributes, type Html, html, joined, NOTHING } from './html.ts';
import { ownTongue, tongueOf, wordsOf } from './language.ts';
import type { Site } from './page.ts';
import { thumbnail } from './picture.ts';

interface Showing {
  readonly site: Site;
  readonly article: ArticleView;
}

/** An article in a list: picture, section, headline, summary, author and date. The first ones are seen at once. */
function teaser({ site, article }: Showing, index: number): Html {
  const { lang, dir } = ownTongue(article, site.publication);
  const href = hrefOf(article, site.publicUrl);
  const summary = article.summary ?? article.excerpt;
  return html`<article class="${index === 0 ? 'teaser lead' : 'teaser'}"${attributes({ dir })}>
${thumbnail(article.image, { href, eager: index < 3 })}
${kicker(article, slugify(article.section ?? ''))}
<h2><a href="${href}"${attributes({ lang })}>${article.title}</a></h2>
${summary ? html`<p class="summary"${attributes({ lang })}>${summary}</p>` : NOTHING}
${meta({ site, article })}
</article>`;
}

/** An article in a list at the end of another one: its headline, author and date. */
export function mention({ site, article }: Showing): Html {
  const { lang, dir } = ownTongue(article, site.publication);
  return html`<li${attributes({ dir })}>
<h3><a href="${hrefOf(article, site.publicUrl)}"${attributes({ lang })}>${article.title}</a></h3>
${meta({ site, article })}
</li>`;
}

function meta({ site, article }: Showing): Html {
  const written = byline(article, wordsOf(site));
  const published = day(publishedOf(article), tongueOf(site.publication).lang);
  return html`<p class="meta">${joined(article.authors.length > 0 ? [written, published] : [published], ' · ')}</p>`;
}

/** All articles of a list, or a word that there are none. */
export function teasers(site: Site, articles: readonly ArticleView[]): Html {
  if (articles.length === 0) return html`<p class="nothing">${wordsOf(site).nothingYet}</p>`;
  return html`<div class="teasers">
${joined(
  articles.map((article, index) => teaser({ site, article }, index)),
  '\n',
)}
</div>`;
}
