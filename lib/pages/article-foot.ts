import { listPath } from '#lib/domain/page-url.ts';
import { slugify } from '#lib/domain/slug.ts';
import { authorBox } from './author-box.ts';
import { day } from './dates.ts';
import { type Html, html, joined, NOTHING } from './html.ts';
import { tongueOf, wordsOf } from './language.ts';
import type { Reading } from './render-article-page.ts';

/** Corrections, tags, and who wrote it. */
export function articleFoot(reading: Reading): Html {
  return html`<footer>
${corrections(reading)}
${tags(reading)}
${authors(reading)}
</footer>`;
}

function corrections({ article, publication, ...site }: Reading): Html {
  if (article.corrections.length === 0) return NOTHING;
  const { lang } = tongueOf(publication);
  const notes = article.corrections.map(
    ({ at, note }) => html`<p dir="auto"><strong>${day(at, lang)}:</strong> ${note}</p>`,
  );
  return html`<section class="corrections" aria-labelledby="corrections">
<h2 id="corrections">${wordsOf({ publication, ...site }).corrections}</h2>
${joined(notes, '\n')}
</section>`;
}

function tags({ article, publication, ...site }: Reading): Html {
  const links = article.tags.flatMap((tag) => {
    const name = slugify(tag);
    const href = listPath({ kind: 'tag', name }, publication.id);
    return name ? [html`<li><a href="${href}" rel="tag"><bdi>${tag}</bdi></a></li>`] : [];
  });
  if (links.length === 0) return NOTHING;
  return html`<nav class="tags" aria-label="${wordsOf({ publication, ...site }).tags}"><ul>${links}</ul></nav>`;
}

function authors({ authors: profiles, publication, ...site }: Reading): Html {
  if (profiles.length === 0) return NOTHING;
  const words = wordsOf({ publication, ...site });
  const boxes = profiles.map((author) => authorBox(author, { publication: publication.id, words }));
  return html`<section class="authors" aria-label="${words.aboutAuthors}">
${joined(boxes, '\n')}
</section>`;
}
