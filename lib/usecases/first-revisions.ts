import { type Article, type ArticleId, createArticle, slugApart } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { Failure, type Issue } from '#lib/domain/failure.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import { type CleanDraft, cleanDraft, editDraft, publicationOn, refuseDraft } from './edit-draft.ts';
import type { Desk } from './ports.ts';

type PointerOf = (index: number) => string;

const within = (pointer: string, issues: readonly Issue[]): Issue[] =>
  issues.map((issue) => ({ ...issue, pointer: pointer + issue.pointer }));

/** Every draft with clean content; or the failure that names all whose content cannot be taken. */
export function cleanDrafts(drafts: readonly ArticleDraft[], pointerOf: PointerOf): CleanDraft[] {
  const issues: Issue[] = [];
  const clean = drafts.flatMap((draft, index) => {
    try {
      return [cleanDraft(draft)];
    } catch (error) {
      if (!(error instanceof Failure) || error.issues.length === 0) throw error;
      issues.push(...within(pointerOf(index), error.issues));
      return [];
    }
  });
  return issues.length > 0 ? refuseDraft(issues) : clean;
}

interface Creation {
  readonly publication: Parameters<typeof publicationOn>[1];
  readonly ids: readonly ArticleId[];
  readonly now: Instant;
  readonly pointerOf: PointerOf;
}

/** Revision 1 of every draft, with names that none of the others has; or the failure that says of each why not. */
export function firstRevisions(drafts: readonly CleanDraft[], desk: Desk, creation: Creation): Article[] {
  const { now, ids, pointerOf } = creation;
  const publication = publicationOn(desk, creation.publication);
  const issues: Issue[] = [];
  const articles: Article[] = [];
  for (const [index, draft] of drafts.entries()) {
    const edited = editDraft(draft, { desk, now });
    const [id, pointer] = [ids[index], pointerOf(index)];
    if ('issues' in edited) issues.push(...within(pointer, edited.issues));
    else if (id) {
      // A millisecond apart: what sorts by date keeps their order.
      const article = createArticle(edited, { id, publication, now: later(now, index + 1 - drafts.length) });
      articles.push(besides(articles, article, draft));
    }
    issues.push(...within(pointer, namesTwice(drafts, index)));
  }
  return issues.length > 0 ? refuseDraft(issues) : articles;
}

/** A slug from a title makes way for the same one of an earlier article. */
const besides = (others: readonly Article[], article: Article, { slug }: CleanDraft): Article =>
  !slug && others.some((other) => other.slug === article.slug) ? slugApart(article) : article;

function namesTwice(drafts: readonly CleanDraft[], index: number): Issue[] {
  const { slug, externalId } = drafts[index] ?? {};
  const before = drafts.slice(0, index);
  const expected = 'one that no other article of the request has';
  return [
    ...(slug && before.some((draft) => draft.slug === slug) ? [{ pointer: '/slug', given: slug, expected }] : []),
    ...(externalId && before.some((draft) => draft.externalId === externalId)
      ? [{ pointer: '/externalId', given: externalId, expected }]
      : []),
  ];
}
