import { cleanContent } from '#lib/content/clean-content.ts';
import { excerptOf, plainText, readingMinutes } from '#lib/content/reading.ts';
import type { Article, EditedDraft } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { type AuthorId, type AuthorReference, type Byline, bylineOf } from '#lib/domain/author.ts';
import { Failure, type Issue } from '#lib/domain/failure.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import { issuesOf } from './draft-issues.ts';
import type { Desk } from './ports.ts';

/** A draft whose content is clean already, since that depends on nothing that a race could change. */
export interface CleanDraft extends Omit<ArticleDraft, 'content'> {
  readonly content: Article['content'];
  readonly text: string;
  readonly warnings: readonly string[];
}

export function cleanDraft(draft: ArticleDraft): CleanDraft {
  const { warnings, ...content } = cleanContent(draft.content, draft.url === undefined ? {} : { base: draft.url });
  return { ...draft, content, text: plainText(content.html), warnings };
}

export const authorIdsOf = (draft: { readonly authors: readonly AuthorReference[] }): AuthorId[] =>
  draft.authors.filter((author) => typeof author === 'string');

interface Editing {
  readonly desk: Desk;
  readonly article?: Article;
  readonly now: Instant;
}

/** The draft as an article can take it, or the reasons why not. */
export function editDraft(draft: CleanDraft, at: Editing): EditedDraft | { readonly issues: readonly Issue[] } {
  const known = new Map(
    [...(at.article?.authors ?? []), ...at.desk.authors.map(bylineOf)].map((byline) => [byline.id, byline]),
  );
  const authors = draft.authors.map((reference) => bylineFor(reference, known));
  const status = draft.status ?? at.article?.status ?? 'published';
  const issues = issuesOf(draft, { ...at, status, authors });
  if (issues.length > 0) return { issues };
  const { warnings, text, ...rest } = draft;
  const language = draft.language ?? at.desk.publication?.language ?? 'en';
  return {
    ...rest,
    status,
    excerpt: excerptOf(text, language),
    readingMinutes: readingMinutes(text, language),
    authors: authors.filter((author) => author !== undefined),
  };
}

/** The failure that says why drafts cannot be taken. */
export function refuseDraft(issues: readonly Issue[]): never {
  const many = issues.length > 1 ? `${issues.length} fields are` : 'one field is';
  throw new Failure('request.invalid', `${many} not as expected`, { issues });
}

function bylineFor(reference: AuthorReference, known: ReadonlyMap<AuthorId, Byline>): Byline | undefined {
  if (typeof reference === 'string') return known.get(reference);
  return { id: slugify(reference.name) as AuthorId, ...reference };
}

/** The publication on the desk, without which there is nothing to write to. */
export function publicationOn(desk: Desk, id: string): Publication {
  if (!desk.publication) throw new Failure('publication.missing', `there is no publication '${id}'`);
  return desk.publication;
}
