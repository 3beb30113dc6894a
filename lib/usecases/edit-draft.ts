import { cleanContent } from '#lib/content/clean-content.ts';
import type { Article, ArticleStatus, EditedDraft } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { statusesAfter } from '#lib/domain/article-status.ts';
import { type AuthorId, type AuthorReference, type Byline, bylineOf } from '#lib/domain/author.ts';
import { Failure, type Issue } from '#lib/domain/failure.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { Desk } from './ports.ts';

/** A draft whose content is clean already, since that depends on nothing that a race could change. */
export interface CleanDraft extends Omit<ArticleDraft, 'content'> {
  readonly content: Article['content'];
  readonly warnings: readonly string[];
}

export function cleanDraft(draft: ArticleDraft, base: string | undefined): CleanDraft {
  const { warnings, ...content } = cleanContent(draft.content, base === undefined ? {} : { base });
  return { ...draft, content, warnings };
}

export const authorIdsOf = (draft: { readonly authors: readonly AuthorReference[] }): AuthorId[] =>
  draft.authors.filter((author) => typeof author === 'string');

/** The draft as an article can take it, or the reasons why not. */
export function editDraft(draft: CleanDraft, at: { desk: Desk; article?: Article; now: Instant }): EditedDraft {
  const known = new Map(
    [...(at.article?.authors ?? []), ...at.desk.authors.map(bylineOf)].map((byline) => [byline.id, byline]),
  );
  const authors = draft.authors.map((reference) => bylineFor(reference, known));
  const status = draft.status ?? at.article?.status ?? 'published';
  const issues = [...statusIssues(status, at.article), ...dateIssues(draft, at), ...authorIssues(draft, authors)];
  if (issues.length > 0) throw new Failure('request.invalid', 'the article cannot be taken as it is', { issues });
  const { warnings, ...rest } = draft;
  return { ...rest, status, authors: authors.filter((author) => author !== undefined) };
}

function bylineFor(reference: AuthorReference, known: ReadonlyMap<AuthorId, Byline>): Byline | undefined {
  if (typeof reference === 'string') return known.get(reference);
  return { id: slugify(reference.name) as AuthorId, ...reference };
}

function authorIssues(draft: CleanDraft, authors: readonly (Byline | undefined)[]): Issue[] {
  return authors.flatMap((author, index) =>
    author
      ? []
      : [
          {
            pointer: `/authors/${index}`,
            given: draft.authors[index],
            expected: 'the id of an author of the publication',
          },
        ],
  );
}

function statusIssues(status: ArticleStatus, article: Article | undefined): Issue[] {
  const allowed = statusesAfter(article?.status ?? 'new');
  if (allowed.includes(status)) return [];
  const state = article ? `an article that is ${article.status}` : 'a new article';
  return [{ pointer: '/status', given: status, expected: `${allowed.join(' or ')}, for ${state}` }];
}

function dateIssues({ publishedAt }: CleanDraft, { article, now }: { article?: Article; now: Instant }): Issue[] {
  if (publishedAt === undefined) return [];
  if (publishedAt > now) return [{ pointer: '/publishedAt', given: publishedAt, expected: 'a moment that has passed' }];
  if (!article?.publishedAt || article.publishedAt === publishedAt) return [];
  return [
    {
      pointer: '/publishedAt',
      given: publishedAt,
      expected: `${article.publishedAt}: the date of a published article stays`,
    },
  ];
}

/** The publication on the desk, without which there is nothing to write to. */
export function publicationOn(desk: Desk, id: string): Publication {
  if (!desk.publication) throw new Failure('publication.missing', `there is no publication '${id}'`);
  return desk.publication;
}
