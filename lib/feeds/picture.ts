import type { Image } from '#lib/domain/article-draft.ts';
import { asAttribute, asHtml, textIn } from './safe.ts';

/** Some readers show the content and nothing else: the article's image stands before it, unless it is in it. */
export function withPicture(html: string, image: Image | undefined): string {
  return image && !shows(html, image.url) ? `${figureOf(image)}\n${html}` : html;
}

/** Clean HTML writes every tag and attribute in one way, so that they can be told without reading the rest. */
const shows = (html: string, url: string): boolean =>
  (html.match(/<img\s[^>]*>/g) ?? []).some((tag) => tag.includes(` src="${asAttribute(url)}"`));

function figureOf({ url, alt, caption, credit, width, height }: Image): string {
  const attributes = Object.entries({ src: url, alt: textIn(alt) ?? '', width, height })
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${asAttribute(String(value))}"`))
    .join('');
  return `<figure><img${attributes}>${legend(textIn(caption), textIn(credit))}</figure>`;
}

function legend(caption: string | undefined, credit: string | undefined): string {
  const text = caption && credit ? `${caption} (${credit})` : (caption ?? credit);
  return text ? `<figcaption>${asHtml(text)}</figcaption>` : '';
}
