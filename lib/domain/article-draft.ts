import * as z from 'zod';
import { AuthorReference } from './author.ts';
import { Instant } from './instant.ts';
import { Slug, slugify, TermName } from './slug.ts';
import { Line, Markup, Text } from './text.ts';
import { Language, MediaType, WebUrl } from './web.ts';

const pixels = z.int().min(1).max(100_000);
const bytes = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const Image = z.strictObject({
  url: WebUrl,
  alt: Text({ min: 0, max: 1000 }).optional(),
  caption: Text({ max: 1000 }).optional(),
  credit: Line({ max: 300 }).optional(),
  width: pixels.optional(),
  height: pixels.optional(),
  type: MediaType.optional(),
  /** In bytes. */
  length: bytes.optional(),
});
export type Image = z.infer<typeof Image>;

export const Attachment = z.strictObject({
  url: WebUrl,
  type: MediaType,
  title: Line({ max: 300 }).optional(),
  /** In bytes. */
  length: bytes.optional(),
  /** In seconds. */
  duration: z.number().min(0).max(1_000_000).optional(),
});
export type Attachment = z.infer<typeof Attachment>;

const uniqueBy =
  <T>(key: (item: T) => string) =>
  (items: T[]): T[] =>
    [...new Map(items.toReversed().map((item) => [key(item), item] as const)).values()].toReversed();

/** The publisher's own name for an article, unique in the publication. */
export const ExternalId = Text({ max: 500 });

/** An article as a publisher submits it. */
export const ArticleDraft = z.strictObject({
  title: Line({ max: 300 }),
  content: z.union([z.strictObject({ html: Markup }), z.strictObject({ markdown: Markup })], {
    error: '{"html": "…"} or {"markdown": "…"}',
  }),
  summary: Text({ max: 2000 }).optional(),
  /** Chosen by Bulletin from the title when left out. */
  slug: Slug.optional(),
  /** Where people read it, when that is the publisher's own site. */
  url: WebUrl.optional(),
  authors: z.array(AuthorReference).max(20).default([]),
  section: TermName.optional(),
  tags: z.array(TermName).max(30).transform(uniqueBy(slugify)).default([]),
  /** Of the article, where it is not the publication's. */
  language: Language.optional(),
  image: Image.optional(),
  attachments: z.array(Attachment).max(10).default([]),
  /** As it is, when left out; a new article is published. */
  status: z.enum(['draft', 'scheduled', 'published', 'withdrawn']).optional(),
  /** When a scheduled article is to be published. */
  publishAt: Instant.optional(),
  /** Imports keep their date; a future one is refused. Now, when left out. */
  publishedAt: Instant.optional(),
  externalId: ExternalId.optional(),
});
export type ArticleDraft = z.infer<typeof ArticleDraft>;

/** Articles that are taken together, or not at all. */
export const ArticleBatch = z.strictObject({ articles: z.array(ArticleDraft).min(1).max(25) });

/** What a change may say about itself, beside the article that it makes. */
export const ChangeNotes = z.strictObject({
  /** A dated note that readers and services are shown. */
  correction: Text({ max: 2000 }).optional(),
  /** A change that must not bring the article up again as new. */
  minor: z.boolean().default(false),
});
export type ChangeNotes = z.infer<typeof ChangeNotes>;

/** A change as it is submitted: the whole article, and what it says about itself. */
export const ArticleChange = z.strictObject({ ...ArticleDraft.shape, ...ChangeNotes.shape }).transform((change) => {
  const { correction, minor, ...draft } = change;
  return { draft, notes: { minor, ...(correction !== undefined && { correction }) } };
});
export type ArticleChange = z.infer<typeof ArticleChange>;
