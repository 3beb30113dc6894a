import type { Article, ArticleStatus } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { statusesAfter } from '#lib/domain/article-status.ts';
import type { Byline } from '#lib/domain/author.ts';
import type { Issue } from '#lib/domain/failure.ts';
import type { Instant } from '#lib/domain/instant.ts';

type Draft = Omit<ArticleDraft, 'content'>;

interface Context {
  readonly status: ArticleStatus;
  readonly article?: Article | undefined;
  readonly now: Instant;
  /** In the draft's order; absent where nobody knows them. */
  readonly authors: readonly (Byline | undefined)[];
}

/** What keeps a draft, sound in itself, from becoming an article here and now. */
export function issuesOf(draft: Draft, context: Context): Issue[] {
  return [
    ...statusIssues(context),
    ...planIssues(draft, context),
    ...dateIssues(draft, context),
    ...authorIssues(draft, context),
  ];
}

function statusIssues({ status, article }: Context): Issue[] {
  const allowed = statusesAfter(article?.status ?? 'new');
  if (allowed.includes(status)) return [];
  const state = article ? `an article that is ${article.status}` : 'a new article';
  return [{ pointer: '/status', given: status, expected: `${allowed.join(' or ')}, for ${state}` }];
}

function planIssues({ publishAt }: Draft, { status, article, now }: Context): Issue[] {
  const issue = (expected: string) => [
    { pointer: '/publishAt', ...(publishAt !== undefined && { given: publishAt }), expected },
  ];
  if (status !== 'scheduled') {
    return publishAt === undefined ? [] : issue('no such field, unless the status is scheduled');
  }
  if (publishAt === undefined) return issue('the moment to publish it at; it is required of what is scheduled');
  return publishAt > now || publishAt === article?.publishAt ? [] : issue('a moment to come');
}

function dateIssues({ publishedAt }: Draft, { status, article, now }: Context): Issue[] {
  if (publishedAt === undefined) return [];
  const issue = (expected: string) => [{ pointer: '/publishedAt', given: publishedAt, expected }];
  if (status === 'scheduled') return issue('publishAt, of what is scheduled');
  if (publishedAt > now) return issue('a moment that has passed');
  if (!article?.publishedAt || article.publishedAt === publishedAt) return [];
  return issue(`${article.publishedAt}: the date of a published article stays`);
}

function authorIssues(draft: Draft, { authors }: Context): Issue[] {
  return authors.flatMap((author, index) => {
    const [pointer, expected] = [`/authors/${index}`, 'the id of an author of the publication'];
    return author ? [] : [{ pointer, given: draft.authors[index], expected }];
  });
}
