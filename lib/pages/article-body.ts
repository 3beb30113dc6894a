import type { Attachment } from '#lib/domain/article-draft.ts';
import { isReadHere } from '#lib/domain/page-url.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { hostOf } from './addresses.ts';
import { attributes, type Html, html, NOTHING, trusted } from './html.ts';
import { ownTongue, wordsOf } from './language.ts';
import { figure } from './picture.ts';
import type { Reading } from './render-article-page.ts';

/** Picture, text and attachments; and where the article is at home, if that is not here. */
export function articleBody(reading: Reading): Html {
  const { article, publication, publicUrl } = reading;
  const words = wordsOf(reading);
  const home = isReadHere(article, publicUrl) ? undefined : webUrl(article.url);
  return html`${figure(article.image)}
<div class="body"${attributes(ownTongue(article, publication))}>
${trusted(beneathHeadline(article.content.html))}
</div>
${home ? html`<p class="elsewhere"><a href="${home}">${words.elsewhere(hostOf(home))}</a></p>` : NOTHING}
${attachments(article.attachments, words.attachments)}`;
}

/** The page's first heading is the headline: where the content has others of its rank, all of them are one lower. */
const beneathHeadline = (content: string): string =>
  /<h1[\s>]/.test(content)
    ? content.replace(
        /(<\/?h)([1-6])(?=[\s>])/g,
        (_, start: string, rank: string) => `${start}${Math.min(+rank + 1, 6)}`,
      )
    : content;

/** As people call a file, which is by the end of its name: `PDF`. */
const kindOf = (href: string): string | undefined =>
  /\.([a-z0-9]{2,4})$/i.exec(new URL(href).pathname)?.[1]?.toUpperCase();

function attachments(all: readonly Attachment[], heading: string): Html {
  const items = all.flatMap(({ url, type, title }) => {
    const href = webUrl(url);
    if (!href) return [];
    const player = type.startsWith('audio/') ? html`\n<audio controls preload="none" src="${href}"></audio>` : NOTHING;
    return [
      html`<li><a href="${href}" type="${type}"><bdi>${title ?? hostOf(href)}</bdi></a> <small>${kindOf(href) ?? type}</small>${player}</li>\n`,
    ];
  });
  if (items.length === 0) return NOTHING;
  return html`<section class="attachments" aria-label="${heading}">
<ul>
${items}</ul>
</section>`;
}
