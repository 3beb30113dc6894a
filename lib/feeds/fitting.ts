import { asHtml } from './safe.ts';
import type { ShownArticle } from './shown-article.ts';

/** As many as a feed holds, where its publication says nothing. */
export const USUAL_ITEMS = 50;

/** What readers are asked to load at most, about. */
const MAX_BYTES = 250_000;

/** An item's ids, dates, addresses and the names of its parts, about. */
const FRAME = 1_500;

/** The newest articles, as many as a feed may hold; always at least one. */
export function fitting(articles: readonly ShownArticle[], most = USUAL_ITEMS): readonly ShownArticle[] {
  let room = MAX_BYTES;
  const end = articles.slice(0, most).findIndex((article, index) => {
    room -= FRAME + sizeOf(article.content?.html ?? '') + sizeOf(article.summary ?? '');
    return index > 0 && room < 0;
  });
  return articles.slice(0, end === -1 ? most : end);
}

/** What an archive may hold of contents: an item of the table takes it, compressed, whatever they are. */
const ARCHIVE_BYTES = 350_000;

/** All of the articles, but from where an archive is full their excerpts instead of their contents. */
export function contentsFitting(articles: readonly ShownArticle[]): readonly ShownArticle[] {
  let room = ARCHIVE_BYTES;
  return articles.map((article) => {
    const { content, excerpt = '', summary } = article;
    room -= sizeOf(content?.html ?? '') + sizeOf(summary ?? '');
    return room >= 0 || !content ? article : { ...article, content: { html: `<p>${asHtml(excerpt)}</p>` } };
  });
}

/** In bytes, with the characters that XML and JSON write as several. */
const sizeOf = (text: string): number => Buffer.byteLength(text) + 4 * (text.match(/[&<>]/g)?.length ?? 0);
