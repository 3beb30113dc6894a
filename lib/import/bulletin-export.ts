import * as z from 'zod';
import { ArticleView } from '#lib/domain/article-view.ts';
import { Author } from '#lib/domain/author.ts';
import type { Reading, SourceEntry } from './source-entry.ts';

const Line = z.object({ _type: z.string() });
const AuthorLine = Author.omit({ modifiedAt: true });

/** Whether a line is of an export of Bulletin's own. */
export const isExport = (line: string): boolean => /^\s*\{"_type":/.test(line);

/** A line of an export; nothing where there is nothing to do for it. `known` are the authors that came before. */
export function exportedLine(line: string, known: Set<string>): Reading | undefined {
  const json = jsonIn(line);
  const type = Line.safeParse(json).data?._type;
  if (type === 'publication') return undefined;
  if (type === 'author') return exportedAuthor(json, known);
  const article = type === 'article' ? ArticleView.safeParse(json).data : undefined;
  return article
    ? exportedArticle(article, known)
    : { kind: 'skipped', reason: 'the line is of no kind that is known' };
}

function exportedAuthor(json: unknown, known: Set<string>): Reading {
  const author = AuthorLine.safeParse(json).data;
  if (!author) return { kind: 'skipped', reason: 'it is no author as an export has them' };
  known.add(author.id);
  return { kind: 'author', author };
}

function exportedArticle(article: ArticleView, known: ReadonlySet<string>): SourceEntry {
  const { id, publication, externalId, content, authors, status, publishedAt, publishAt, url, slug, section } = article;
  const { title, summary, tags, language, image, attachments } = article;
  const own = url.endsWith(`/${publication}/articles/${encodeURIComponent(slug)}`);
  return {
    ...{ kind: 'entry', title, slug, summary, tags, language, image, attachments, article: { id, publication } },
    id: externalId ?? id,
    content: content.markdown === undefined ? { html: content.html } : { markdown: content.markdown },
    ...(!own && { link: url }),
    authors: authors.map(({ id, ...person }) => (known.has(id) ? id : person)),
    categories: section === undefined ? [] : [section],
    date: publishedAt ?? publishAt,
    // Nobody has read in this publication what was withdrawn in another.
    status: status === 'withdrawn' ? 'draft' : status,
    ...(status === 'withdrawn' && { notes: ['it was withdrawn: taken as a draft'] }),
  };
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
