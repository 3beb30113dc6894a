import { Refusal } from '#lib/client/refusal.ts';
import type { Submission } from '#lib/import/draft-from.ts';
import type { ArticleDesk, Draft, Known, Placed } from './article-desk.ts';

export type Saved =
  | {
      readonly outcome: 'created' | 'updated' | 'unchanged';
      readonly placed: Placed;
      readonly notes: readonly string[];
    }
  | { readonly outcome: 'skipped'; readonly reason: string };

const ATTEMPTS = 4;
/** Somebody else was faster: what is there now has to be looked at again. */
const OVERTAKEN = new Set(['article.external-id-taken', 'article.stale', 'article.deleted', 'article.missing']);

/**
 * Creates the article of this external id or makes its next revision. It is looked up first, for three reasons: the date of a
 * published article stays, what was withdrawn here is not published again, and only so can be told what a change has changed.
 */
export async function saveArticle(submission: Submission, desk: ArticleDesk): Promise<Saved> {
  let draft: Draft = submission;
  const notes: string[] = [];
  for (let attempt = 1; ; attempt += 1) {
    const known = await desk.find(submission.externalId);
    if (known?.status === 'withdrawn') return { outcome: 'skipped', reason: 'it was withdrawn in this publication' };
    try {
      return { ...(await written(draft, { known, desk })), notes };
    } catch (error) {
      const code = error instanceof Refusal ? error.code : undefined;
      if (attempt === ATTEMPTS || !code) throw error;
      if (code === 'article.slug-taken' && draft.slug !== undefined) {
        const { slug, ...rest } = draft;
        draft = rest;
        notes.push(`its slug '${slug}' is another article's: it has another one`);
      } else if (!OVERTAKEN.has(code)) {
        throw error;
      }
    }
  }
}

async function written(draft: Draft, { known, desk }: { known: Known | undefined; desk: ArticleDesk }) {
  if (!known) return { outcome: 'created' as const, placed: await desk.add(draft) };
  const { publishedAt, ...undated } = draft;
  const { changed, ...placed } = await desk.replace(known, known.publishedAt === undefined ? draft : undated);
  return { outcome: changed ? ('updated' as const) : ('unchanged' as const), placed };
}
