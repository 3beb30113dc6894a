import * as z from 'zod';
import { Article, ArticleId } from '#lib/domain/article.ts';
import { ArticleView } from '#lib/domain/article-view.ts';
import { DisabledReason, EndpointId } from '#lib/domain/endpoint.ts';
import type { EventName } from '#lib/domain/event-name.ts';
import { Instant } from '#lib/domain/instant.ts';
import { Publication, PublicationId } from '#lib/domain/publication.ts';

/** Where the article stood before, as far as it stood elsewhere: what a reader of the log must take down. */
export const Previous = z.object({
  status: ArticleView.shape.status.optional(),
  slug: z.string().optional(),
  section: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  authors: z.array(z.string()).optional(),
  language: z.string().nullable().optional(),
  publishedAt: Instant.nullable().optional(),
});
export type Previous = z.infer<typeof Previous>;

/** The whole article as it stands after the event, and what it was before where that differs. */
export const ArticleSnapshot = ArticleView.extend({
  archive: Article.shape.archive,
  previous: Previous.optional(),
});
export type ArticleSnapshot = z.infer<typeof ArticleSnapshot>;

/** The article of a snapshot as the API gives it. */
export const viewIn = ({ archive: _filed, previous: _before, ...view }: ArticleSnapshot): ArticleView => view;

/** What is left of an article that was erased. */
export const ArticleErasure = z.object({
  id: ArticleId,
  uri: z.string(),
  publication: PublicationId,
  revision: z.int().positive(),
  status: z.literal('deleted'),
  deletedAt: Instant,
  archive: Article.shape.archive,
  previous: Previous,
});
export type ArticleErasure = z.infer<typeof ArticleErasure>;

/** An endpoint that is sent nothing more. Its address may hold a secret, and is not told. */
export const EndpointDisabling = z.object({
  id: EndpointId,
  publication: PublicationId,
  host: z.string(),
  description: z.string().optional(),
  reason: DisabledReason,
  disabledAt: Instant,
  failingSince: Instant.optional(),
});

/**
 * Every event type Bulletin emits, with the shape of its `data`. A new version is a new member; a published member
 * never changes shape but by additions.
 */
export const CATALOGUE = {
  'bulletin.article.drafted.v1': ArticleSnapshot,
  'bulletin.article.scheduled.v1': ArticleSnapshot,
  'bulletin.article.published.v1': ArticleSnapshot,
  'bulletin.article.updated.v1': ArticleSnapshot,
  'bulletin.article.corrected.v1': ArticleSnapshot,
  'bulletin.article.withdrawn.v1': ArticleSnapshot,
  'bulletin.article.deleted.v1': ArticleErasure,
  'bulletin.publication.updated.v1': Publication,
  'bulletin.endpoint.disabled.v1': EndpointDisabling,
} as const satisfies Record<EventName, z.ZodType>;

export type EventType = keyof typeof CATALOGUE;

export const EVENT_TYPES = Object.keys(CATALOGUE) as readonly EventType[];
