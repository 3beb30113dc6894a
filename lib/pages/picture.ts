import type { Image } from '#lib/domain/article-draft.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { attributes, type Html, html, NOTHING } from './html.ts';

/** An article's picture with its caption and credit. Its size goes before it, so that nothing jumps when it comes. */
export function figure(image: Image | undefined): Html {
  const src = webUrl(image?.url);
  if (!image || !src) return NOTHING;
  const { alt = '', caption, credit, width, height } = image;
  const said = [
    caption === undefined ? NOTHING : html`<span dir="auto">${caption}</span> `,
    credit === undefined ? NOTHING : html`<small dir="auto">${credit}</small>`,
  ];
  return html`<figure class="picture">
<img${attributes({ src, alt, width, height })} fetchpriority="high">
${caption || credit ? html`<figcaption>${said}</figcaption>` : NOTHING}
</figure>`;
}

/** The picture beside a headline that links to the article already: it says nothing more to those who do not see it. */
export function thumbnail(image: Image | undefined, { href, eager }: { href: string; eager: boolean }): Html {
  const src = webUrl(image?.url);
  if (!src) return NOTHING;
  const { width, height } = image ?? {};
  const img = html`<img${attributes({ src, alt: '', width, height, loading: eager ? undefined : 'lazy' })}>`;
  return html`<a class="thumbnail" href="${href}" tabindex="-1" aria-hidden="true">${img}</a>`;
}
