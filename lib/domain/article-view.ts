import * as z from 'zod';
import { Article } from './article.ts';
import type { ArticleDraft } from './article-draft.ts';
import { slugify } from './slug.ts';

/** An article as the API, the events and the feeds show it: with the address where people read it. */
export const ArticleView = Article.omit({ externalUrl: true, archive: true, sequence: true }).extend({
  url: z.string(),
});
export type ArticleView = z.infer<typeof ArticleView>;

export function viewOf({ externalUrl, archive, sequence, ...article }: Article, publicUrl: string): ArticleView {
  return {
    ...article,
    url: externalUrl ?? `${publicUrl}/${article.publication}/articles/${encodeURIComponent(article.slug)}`,
  };
}

/**
 * An earlier revision as its publisher could submit it again, to bring it back: without what became of it since. An author
 * who was named on the spot is named so again.
 */
export function draftOfRevision({ url, ...view }: ArticleView, publicUrl: string): z.input<typeof ArticleDraft> {
  const external = url.startsWith(`${publicUrl}/`) ? {} : { externalUrl: url };
  const { status, publishAt, publishedAt, ...draft } = draftOf({ ...view, ...external });
  const authors = view.authors.map(({ id, ...person }) => (slugify(person.name) === id ? person : id));
  return { ...draft, authors };
}

/** The article as its publisher could submit it again: what a partial change starts from. */
export function draftOf(article: Article): z.input<typeof ArticleDraft> {
  const { content, externalUrl, authors, ...rest } = article;
  const { id, uri, publication, revision, corrections, createdAt, updatedAt, modifiedAt, withdrawnAt, ...kept } = rest;
  const { excerpt, readingMinutes, archive, sequence, ...draft } = kept;
  return {
    ...draft,
    content: content.markdown === undefined ? { html: content.html } : { markdown: content.markdown },
    authors: authors.map(({ id }) => id),
    ...(externalUrl && { url: externalUrl }),
  };
}
