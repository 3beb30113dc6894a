import type { ArticleId } from '#lib/domain/article.ts';
import type { DocumentFormat, Subject } from '#lib/domain/document.ts';
import type { FeedFormat, FeedId } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { Place } from '#lib/domain/place.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';

/** An article's place in a feed, or the mark that it was taken out of it. */
export interface FeedRow {
  readonly at: Instant;
  readonly id: ArticleId;
  readonly revision: number;
  /** Set on a row that says the article is gone from the feed, since when, and, when it was withdrawn for all, its public id. */
  readonly gone?: { readonly at: Instant; readonly uri?: string | undefined } | undefined;
}

/** The lists behind the feeds, kept by a reader of the log. */
export interface FeedRows {
  /** Kept unless a later revision has been there. */
  put(publication: PublicationId, feed: FeedId, row: FeedRow): Promise<void>;
  /** Newest first, with those that are gone; consistent when feeds are rendered from it. */
  newest(
    publication: PublicationId,
    feed: FeedId,
    page: { limit: number; after?: ListPosition | undefined; consistent: boolean },
  ): Promise<readonly FeedRow[]>;
  /** Takes the whole list away. Safe to repeat. */
  clear(publication: PublicationId, feed: FeedId): Promise<void>;
}

/** The sections, tags and authors of a publication that have ever had an article. */
export interface Places {
  add(publication: PublicationId, places: readonly Place[]): Promise<void>;
  list(publication: PublicationId): Promise<readonly Place[]>;
}

/** How much another article has in common with one. */
export interface Relation {
  readonly id: ArticleId;
  readonly weight: number;
}

/** Which articles have something in common, kept by a reader of the log: told of one, it is known of both. */
export interface Relations {
  put(article: ArticleId, relations: readonly Relation[]): Promise<void>;
  remove(article: ArticleId, others: readonly ArticleId[]): Promise<void>;
  /** The closest first. */
  of(article: ArticleId): Promise<readonly Relation[]>;
}

export interface DocumentKey {
  readonly publication: PublicationId;
  readonly subject: Subject;
  readonly format: DocumentFormat;
}

export interface FeedKey extends DocumentKey {
  readonly subject: FeedId;
  readonly format: FeedFormat;
}

/** What a conditional request is answered from. */
export interface DocumentValidators {
  /** Strong, quoted. */
  readonly etag: string;
  /** Whole seconds, as HTTP has them. */
  readonly lastModified: Instant;
  /** Of the last event the rendering has seen. */
  readonly sequence: Sequence;
  /** Of the code and settings it was rendered by: another edition is as good as none. */
  readonly edition: string;
  /** From when on it is to be rendered again before it is shown, also when no event has touched it. */
  readonly freshUntil?: Instant | undefined;
}

/** The codings that a document is stored in. */
export type StoredCoding = 'br' | 'gzip';

export interface StoredDocument extends DocumentValidators {
  readonly bodies: Readonly<Record<StoredCoding, Uint8Array>>;
}

export interface StoredBody extends DocumentValidators {
  readonly bytes: Uint8Array;
}

/** A composed feed whose list is kept up to date. */
export interface KeptComposition {
  readonly name: string;
  /** When its address was last opened: see freshness.ts. */
  readonly openedAt: Instant;
  /** Whether its list was put together to the end. */
  readonly complete: boolean;
}

export interface Documents {
  /**
   * Says that somebody asks for a document, so that every later change renders it. Comes before the reads of a first
   * rendering.
   */
  want(key: DocumentKey, at: Instant): Promise<void>;
  /** Those of the given subjects that somebody has asked for, in the formats asked for. Consistent. */
  wanted(publication: PublicationId, subjects: readonly Subject[]): Promise<readonly DocumentKey[]>;
  /** Every document of a publication that somebody has asked for. */
  allWanted(publication: PublicationId): Promise<readonly DocumentKey[]>;
  /** Says that a composed feed's list is to be kept up to date; it is complete once a document of it is wanted. */
  announce(publication: PublicationId, composition: { name: string; at: Instant }): Promise<void>;
  /** Consistent. */
  compositions(publication: PublicationId): Promise<readonly KeptComposition[]>;
  /** Nobody asks for any document of a subject any more, and what is stored is gone. */
  forget(publication: PublicationId, subject: Subject): Promise<void>;
  validators(key: DocumentKey): Promise<DocumentValidators | undefined>;
  body(key: DocumentKey, coding: StoredCoding): Promise<StoredBody | undefined>;
  /** The entity tags of what was stored last, in the order asked for. Consistent. */
  newestTags(keys: readonly DocumentKey[]): Promise<readonly (string | undefined)[]>;
  /** What was stored last, in its smaller coding. Consistent. */
  newest(key: DocumentKey): Promise<StoredBody | undefined>;
  /** Unless something newer is stored already. */
  store(key: DocumentKey, document: StoredDocument): Promise<'stored' | 'older'>;
  /** There is nothing to show from an event on: what is stored counts no more, and nothing older takes its place. */
  withdraw(key: DocumentKey, sequence: Sequence): Promise<void>;
}
