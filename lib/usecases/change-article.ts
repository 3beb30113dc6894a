import { type Article, type ArticleId, reviseArticle } from '#lib/domain/article.ts';
import type { ArticleDraft, ChangeNotes } from '#lib/domain/article-draft.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { RequestIdentity } from '#lib/domain/receipt.ts';
import { articleChanged } from '#lib/events/article-events.ts';
import type { SavedArticle } from './add-articles.ts';
import { type AppendDeps, append, type Decision } from './append.ts';
import { type Rights, refuseBeyondDraft } from './drafts-only.ts';
import { cleanDraft, editDraft, publicationOn, refuseDraft } from './edit-draft.ts';
import type { Desk } from './ports.ts';
import { type Precondition, unchangedSince } from './unchanged-since.ts';

export interface ArticleChange extends Rights {
  readonly publication: PublicationId;
  readonly id: ArticleId;
  readonly precondition: Precondition;
  /** The authors that the change names by id. */
  readonly authorIds: readonly AuthorId[];
  /** The whole draft that the change makes of the article as it stands. */
  readonly draftFrom: (article: Article) => { readonly draft: ArticleDraft; readonly notes: ChangeNotes };
  readonly request?: RequestIdentity | undefined;
}

/** The next revision of an article and its event; neither, when nothing would differ. */
export async function changeArticle(change: ArticleChange, deps: AppendDeps): Promise<SavedArticle> {
  const { publication, id, authorIds, request } = change;
  const decide = (desk: Desk): Decision<SavedArticle> => {
    publicationOn(desk, publication);
    const before = unchangedSince(change.precondition, { found: desk.article, publication, id });
    const { draft, notes } = change.draftFrom(before);
    if (change.draftsOnly) refuseBeyondDraft(before, draft);
    const now = deps.clock.now();
    const clean = cleanDraft(draft);
    const edited = editDraft(clean, { desk, article: before, now });
    if ('issues' in edited) return refuseDraft(edited.issues);
    const { warnings } = clean;
    const after = reviseArticle(before, { draft: edited, notes, now });
    if (after === before) return { after: { article: before, warnings, outcome: 'unchanged' }, writings: [] };
    const happening = articleChanged({ before, after, publicUrl: deps.publicUrl });
    const saved = { article: after, warnings, outcome: 'updated' } as const;
    return { after: saved, writings: [{ change: { kind: 'article', before, after }, happening, warnings }] };
  };
  return append(deps, { publication, wanted: { article: id, authors: authorIds }, decide, request });
}
