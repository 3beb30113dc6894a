import type { Article } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import { Failure, type Issue } from '#lib/domain/failure.ts';

/** What a caller may do to articles. */
export interface Rights {
  /** Whether the caller may write drafts and nothing else: no article that is planned, or is or was published. @default false */
  readonly draftsOnly?: boolean | undefined;
}

/** Refuses to create anything but drafts. */
export function refuseToPublish(drafts: readonly ArticleDraft[], pointerOf: (index: number) => string): void {
  const issues = drafts.flatMap((draft, index) => statusIssues(draft, pointerOf(index)));
  if (issues.length > 0)
    throw outOfScope("publishing or scheduling an article needs the scope 'articles:write'", issues);
}

/** Refuses to change an article that is not a draft, and to make a draft anything else. */
export function refuseBeyondDraft(before: Article, draft: ArticleDraft): void {
  if (before.status !== 'draft')
    throw outOfScope(
      `the article '${before.id}' is ${before.status}: changing it needs the scope 'articles:write'`,
      [],
    );
  refuseToPublish([{ ...draft, status: draft.status ?? before.status }], () => '');
}

function statusIssues({ status }: ArticleDraft, pointer: string): Issue[] {
  if (status === 'draft') return [];
  const expected = "'draft', which is all that 'articles:draft' is for";
  return [{ pointer: `${pointer}/status`, ...(status && { given: status }), expected }];
}

const outOfScope = (message: string, issues: readonly Issue[]) =>
  new Failure('key.out-of-scope', message, { issues, extra: { scope: 'articles:write' } });
