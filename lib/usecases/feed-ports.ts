import type { ArticleId } from '#lib/domain/article.ts';
import type { FeedFormat, FeedId } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';

/** A feed in one format. */
export interface FeedKey {
  readonly publication: PublicationId;
  readonly subject: FeedId;
  readonly format: FeedFormat;
}

/** An article's place in a feed's index: where it stands, and in which feed. */
export interface FeedEntry extends ListPosition {
  readonly feed: FeedId;
}

/** An entry as it was last written: each write has a nonce of its own. */
interface WrittenEntry extends FeedEntry {
  readonly nonce: string | undefined;
}

interface EntryPage {
  readonly limit: number;
  /** The position after which the page begins, itself left out. */
  readonly after?: ListPosition | undefined;
  /** The position at which the page begins, itself included. */
  readonly from?: ListPosition | undefined;
  /** The instant before which nothing is read. */
  readonly since?: Instant | undefined;
  readonly consistent: boolean;
}

/**
 * The index of the feeds. An entry is a suggestion: whoever shows its article reads the article, and shows it only where
 * the article itself says that it belongs there. So no entry is ever wrong, and none needs a condition.
 */
export interface FeedEntries {
  put(publication: PublicationId, entries: readonly FeedEntry[], nonce: string): Promise<void>;
  /** Newest first; fewer than `limit` only at the end of the feed. */
  newest(publication: PublicationId, feed: FeedId, page: EntryPage): Promise<readonly ListPosition[]>;
  /** Counts entries. Consistent. */
  count(publication: PublicationId, feed: FeedId, since?: Instant): Promise<number>;
  /** Those of the given entries that exist. Consistent. */
  written(publication: PublicationId, entries: readonly FeedEntry[]): Promise<readonly WrittenEntry[]>;
  /** Removes an entry, unless it has been written again since it was read. */
  remove(publication: PublicationId, entry: WrittenEntry): Promise<void>;
}

/** What remains of an article that left a feed. */
export interface Tombstone {
  readonly id: ArticleId;
  /** When it left. */
  readonly at: Instant;
  /** Of the event by which it left. */
  readonly sequence: Sequence;
  /** The public id of an article that is gone from everywhere; absent for one that is now in other feeds only. */
  readonly uri?: string | undefined;
}

export interface Tombstones {
  put(publication: PublicationId, tombstones: readonly (Tombstone & { feed: FeedId })[]): Promise<void>;
  /** Newest first, of the last thirty days. Consistent. */
  newest(publication: PublicationId, feed: FeedId, limit: number): Promise<readonly Tombstone[]>;
  /** Removes all of a feed. Safe to repeat. */
  remove(publication: PublicationId, feed: FeedId): Promise<void>;
}

/** The small item that says when a feed last changed. Those of terms are the directory of a publication's terms, too. */
export interface FeedHead {
  readonly feed: FeedId;
  /** Grows with each change, and never falls, also when the feed was gone for a while. 0 before the first. */
  readonly rev: number;
  /** Of the last event that changed the feed. */
  readonly sequence: Sequence;
  /** The moment of the last change; absent in a head that was written before heads said so. */
  readonly changedAt?: Instant | undefined;
  /** The name of a term as its newest article gives it. */
  readonly label?: string | undefined;
  /** Published articles; absent in a head that was written before they were counted. */
  readonly count?: number | undefined;
  /** When the last article left: the feed is there for thirty more days, and listed nowhere. */
  readonly emptySince?: Instant | undefined;
}

/** Publication and heads as they were at one reading: what a feed's version is made of. */
export interface FeedState {
  readonly publication: Publication | undefined;
  /** Those that exist, by `feedName`. */
  readonly heads: ReadonlyMap<string, FeedHead>;
}

export interface FeedHeads {
  /** One batch: the publication and the heads of some feeds. */
  state(publication: PublicationId, feeds: readonly FeedId[], read: { consistent: boolean }): Promise<FeedState>;
  /** Writes a head, unless it has changed since it was read. */
  write(publication: PublicationId, change: HeadChange): Promise<'written' | 'changed'>;
  /** The terms of a kind that have published articles, in order of their names. */
  terms(
    publication: PublicationId,
    kind: TermKind,
    page: { limit: number; after?: string },
  ): Promise<readonly FeedHead[]>;
}

export type TermKind = 'section' | 'tag' | 'author';

interface HeadChange {
  /** Absent where there was none. */
  readonly before: FeedHead | undefined;
  /** Absent where the feed is to be gone. */
  readonly after: FeedHead | undefined;
}

/** An article whose events lose their content, since it was deleted. */
export interface Erasure {
  readonly publication: PublicationId;
  readonly article: ArticleId;
  /** Of the deletion. */
  readonly revision: number;
  readonly sequence: Sequence;
  /** How often it has been tried and something was left over. */
  readonly attempt: number;
}

/** Work that follows from indexing: each job is done at least once. */
export interface IndexJobs {
  erase(erasures: readonly Erasure[], options?: { inSeconds: number }): Promise<void>;
  /** Indexing goes on where it stopped. */
  goOn(publication: PublicationId): Promise<void>;
}
