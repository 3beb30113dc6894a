import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type ArticleDraft, Attachment, type ChangeNotes, Image } from './article-draft.ts';
import { Byline } from './author.ts';
import { Instant } from './instant.ts';
import { PublicationId } from './publication.ts';
import { Slug, slugify } from './slug.ts';

export type ArticleId = string & z.$brand<'ArticleId'>;

/** `art_` and a ULID in lower case. */
export const ArticleId = z
  .string()
  .regex(/^art_[0-7][0-9a-hjkmnp-tv-z]{25}$/, { error: 'an article id such as art_01jdf0e8m3c2x9k4q7w5v6b8n1' })
  .transform((id) => id as ArticleId);

/** A revision as text: 1, 2, 3 … */
export const RevisionNumber = z
  .string()
  .regex(/^[1-9]\d{0,7}$/)
  .transform(Number);

export const ArticleStatus = z.enum(['draft', 'scheduled', 'published', 'withdrawn']);
export type ArticleStatus = z.infer<typeof ArticleStatus>;

/** One piece of news, as it stands at a revision. */
export const Article = z.object({
  id: ArticleId,
  /** RFC 4151 `tag:` URI: the id that the world outside knows. Minted once, never changed. */
  uri: z.string(),
  publication: PublicationId,
  revision: z.int().positive(),
  status: ArticleStatus,
  title: z.string(),
  slug: Slug,
  /** The publisher's own address for it, when it has one. */
  externalUrl: z.string().optional(),
  content: z.object({ html: z.string(), markdown: z.string().optional() }),
  summary: z.string().optional(),
  /** The beginning of the content as plain text. */
  excerpt: z.string().optional(),
  /** How long people take to read it, by its language. */
  readingMinutes: z.int().positive().optional(),
  authors: z.array(Byline),
  section: z.string().optional(),
  tags: z.array(z.string()),
  language: z.string().optional(),
  image: Image.optional(),
  attachments: z.array(Attachment),
  externalId: z.string().optional(),
  corrections: z.array(z.object({ at: Instant, note: z.string() })),
  /** The number of the archive that it is in, from its first publication on. */
  archive: z.int().nonnegative().optional(),
  /** Of its latest event; none in one that was last written before articles carried it. */
  sequence: z.int().positive().optional(),
  createdAt: Instant,
  /** The last change that readers should notice. */
  updatedAt: Instant,
  /** Of the last change of any kind. */
  modifiedAt: Instant,
  /** While it is scheduled: when it is to be published. */
  publishAt: Instant.optional(),
  publishedAt: Instant.optional(),
  withdrawnAt: Instant.optional(),
});
export type Article = z.infer<typeof Article>;

/** A draft with its content made clean and its authors looked up: all that an article needs but time and identity. */
export interface EditedDraft extends Omit<ArticleDraft, 'content' | 'authors' | 'status'> {
  readonly status: ArticleStatus;
  readonly content: Article['content'];
  readonly excerpt: string;
  readonly readingMinutes: number;
  readonly authors: readonly Byline[];
}

export interface Identity {
  readonly id: ArticleId;
  readonly publication: { readonly id: PublicationId; readonly authority: string };
  readonly now: Instant;
}

/** Revision 1. Pure: identity and time are the caller's to decide. */
export function createArticle(draft: EditedDraft, { id, publication, now }: Identity): Article {
  const publishedAt = draft.status === 'published' ? (draft.publishedAt ?? now) : undefined;
  return {
    id,
    uri: `tag:${publication.authority}:${publication.id}/${id}`,
    publication: publication.id,
    revision: 1,
    status: draft.status,
    ...edited(draft, slugFor(draft, id)),
    corrections: [],
    ...{ createdAt: now, updatedAt: publishedAt ?? now, modifiedAt: now },
    ...(draft.status === 'scheduled' && draft.publishAt && { publishAt: draft.publishAt }),
    ...(publishedAt && { publishedAt }),
  };
}

/** The next revision, or the same article when nothing would differ. */
export function reviseArticle(article: Article, { draft, notes, now }: Revision): Article {
  const content = edited(draft, draft.slug ?? article.slug);
  const { id, uri, publication, createdAt } = article;
  const publishAt = draft.status === 'scheduled' ? draft.publishAt : undefined;
  const publishedAt = article.publishedAt ?? (draft.status === 'published' ? (draft.publishedAt ?? now) : undefined);
  const withdrawnAt = draft.status === 'withdrawn' ? (article.withdrawnAt ?? now) : undefined;
  const next: Article = {
    ...{ id, uri, publication, revision: article.revision, status: draft.status, ...content },
    corrections: notes.correction ? [...article.corrections, { at: now, note: notes.correction }] : article.corrections,
    ...(article.archive !== undefined && { archive: article.archive }),
    ...(article.sequence !== undefined && { sequence: article.sequence }),
    ...{ createdAt, updatedAt: article.updatedAt, modifiedAt: article.modifiedAt },
    ...(publishAt && { publishAt }),
    ...(publishedAt && { publishedAt }),
    ...(withdrawnAt && { withdrawnAt }),
  };
  if (isDeepStrictEqual(article, next)) return article;
  return {
    ...next,
    revision: article.revision + 1,
    modifiedAt: now,
    updatedAt: updatedAt(article, next, { notes, now }),
  };
}

/** An article that is new to readers has not changed since it was published, whatever date it bears. */
function updatedAt(before: Article, after: Article, { notes, now }: Pick<Revision, 'notes' | 'now'>): Instant {
  if (before.publishedAt === undefined && after.publishedAt !== undefined) return after.publishedAt;
  return notes.minor && before.status === after.status ? before.updatedAt : now;
}

export interface Revision {
  readonly draft: EditedDraft;
  readonly notes: ChangeNotes;
  readonly now: Instant;
}

/** How late an article may be and still bear the date that was planned for it. */
const ON_TIME_MS = 60_000;

/** A scheduled article when its time has come: with the date that was planned, or, after an outage, with the true one. */
export function publishScheduled({ publishAt = '' as Instant, ...article }: Article, now: Instant): Article {
  const late = Date.parse(now) - Date.parse(publishAt) > ON_TIME_MS;
  const publishedAt = late ? now : publishAt;
  const dates = { modifiedAt: now, updatedAt: publishedAt, publishedAt };
  return { ...article, status: 'published', revision: article.revision + 1, ...dates };
}

/** A derived slug that another article holds is told apart by the end of the article's own id, which nothing else has. */
export function slugApart(article: Article): Article {
  const room = Array.from(article.slug)
    .slice(0, 80 - 9)
    .join('')
    .replace(/-$/, '');
  return { ...article, slug: slugify(`${room}-${article.id.slice(-8)}`) as Slug };
}

function slugFor(draft: EditedDraft, id: ArticleId): Slug {
  return draft.slug ?? ((slugify(draft.title) || slugify(id)) as Slug);
}

type Kept =
  | 'id'
  | 'uri'
  | 'publication'
  | 'revision'
  | 'status'
  | 'corrections'
  | 'archive'
  | 'sequence'
  | `${string}At`;
type Editable = Omit<Article, Kept>;

function edited(draft: EditedDraft, slug: Slug): Editable {
  const { status, publishAt, publishedAt, url, authors, slug: _chosen, ...content } = draft;
  return { ...content, slug, authors: [...authors], ...(url && { externalUrl: url }) };
}
