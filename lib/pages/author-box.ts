import type { Author, AuthorProfile } from '#lib/domain/author.ts';
import { listPath } from '#lib/domain/page-url.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { hostOf } from './addresses.ts';
import { type Html, html, joined, NOTHING } from './html.ts';
import type { Words } from './words.ts';

/** Who wrote an article, under it. */
export function authorBox(author: Author, at: { publication: PublicationId; words: Words }): Html {
  const href = listPath({ kind: 'author', name: author.id }, at.publication);
  return html`<section class="author">
${avatar(author)}
<div>
<h3><a href="${href}" rel="author"><bdi>${author.name}</bdi></a></h3>
${biography(author)}
<p class="meta"><a href="${href}">${at.words.articlesBy(author.name)}</a>${website(author, { words: at.words, before: ' · ' })}</p>
</div>
</section>`;
}

/** Who an author is, over all that they wrote. */
export function portrait(author: Author, words: Words): Html {
  return html`<header class="heading author">
${avatar(author)}
<div>
<p class="kicker">${words.author}</p>
<h1><bdi>${author.name}</bdi></h1>
${biography(author)}
<p class="meta">${website(author, { words, before: '' })}</p>
</div>
</header>`;
}

function avatar({ avatar: url }: AuthorProfile): Html {
  const src = webUrl(url);
  return src ? html`<img class="avatar" src="${src}" alt="" width="96" height="96" loading="lazy">` : NOTHING;
}

function biography({ biography: text }: AuthorProfile): Html {
  const paragraphs = (text ?? '').split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  return joined(
    paragraphs.map((paragraph) => html`<p dir="auto">${paragraph}</p>`),
    '\n',
  );
}

function website({ url }: AuthorProfile, { words, before }: { words: Words; before: string }): Html {
  const href = webUrl(url);
  return href ? html`${before}<a href="${href}" rel="me">${words.website(hostOf(href))}</a>` : NOTHING;
}
