import { publishedOf, updateOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import { asEscape, onlySafe } from '#lib/domain/text.ts';
import { safe } from '#lib/feeds/safe.ts';
import { canonicalOf } from './addresses.ts';
import { markdownOf } from './markdown/markdown-of.ts';
import { CONTENT_TYPES, type Page, type Site } from './page.ts';

/** The article as a text: what is known of it between two lines of `---`, and under them its content. */
export function renderArticleMarkdown({ article, publicUrl }: Site & { readonly article: ArticleView }): Page {
  const { title, summary, authors, section, tags, language, image, corrections, content } = article;
  const fields = Object.entries({
    ...{ title, url: canonicalOf(article, publicUrl), summary },
    ...{ publishedAt: publishedOf(article), updatedAt: updateOf(article) },
    authors: authors.length > 0 ? authors.map(({ name }) => name) : undefined,
    ...{ section, tags: tags.length > 0 ? tags : undefined, language, image },
    corrections: corrections.length > 0 ? corrections : undefined,
  }).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${yaml(value)}\n`]));
  return {
    body: safe(`---\n${fields.join('')}---\n\n${(content.markdown ?? markdownOf(content.html)).trim()}\n`),
    contentType: CONTENT_TYPES.markdown,
    modified: article.modifiedAt,
  };
}

/** YAML 1.2 holds all of JSON, once what it does not count as printable is escaped. */
const yaml = (value: unknown): string => JSON.stringify(value, onlySafe).replace(/[\u2028\u2029\uFEFF]/g, asEscape);
