import type { Article, ArticleId, ArticleStatus } from '#lib/domain/article.ts';
import type { Author, AuthorId } from '#lib/domain/author.ts';
import type { Endpoint, EndpointId } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Key } from '#lib/domain/key.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { KeyUse } from '#lib/domain/quota.ts';
import type { Receipt } from '#lib/domain/receipt.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { SubscriptionId } from '#lib/domain/subscription.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { PublicEvent } from '#lib/events/public-event.ts';
import type { Course } from './endpoint-ports.ts';

export interface Clock {
  now(): Instant;
}

export interface Ids {
  /** A ULID in lower case, later ones greater, also within a millisecond. */
  next(): string;
  /** Unpredictable bytes. */
  random(bytes: number): Uint8Array;
}

/** Waits a while before another try: the longer, the more there were, and never as long as another would. */
export interface Backoff {
  wait(attempt: number): Promise<void>;
}

/** Lets time go by. */
export interface Pauses {
  take(ms: number): Promise<void>;
}

export interface Publications {
  add(publication: Publication): Promise<'added' | 'id-taken'>;
  get(id: PublicationId): Promise<Publication | undefined>;
  /** In order of id. */
  list(page: { after?: PublicationId | undefined; limit: number }): Promise<readonly Publication[]>;
  /** Every publication's id, for the tick. */
  ids(): AsyncIterable<PublicationId>;
}

export interface Authors {
  put(publication: PublicationId, author: Author): Promise<void>;
  get(publication: PublicationId, id: AuthorId): Promise<Author | undefined>;
  list(publication: PublicationId, page: { after?: AuthorId | undefined; limit: number }): Promise<readonly Author[]>;
  remove(publication: PublicationId, id: AuthorId): Promise<'removed' | 'missing'>;
}

/** An erased article: its id, address and slug are never used again. */
export interface ErasedArticle {
  readonly id: ArticleId;
  readonly publication: PublicationId;
  readonly revision: number;
  readonly status: 'deleted';
}

export interface Articles {
  get(id: ArticleId): Promise<Article | ErasedArticle | undefined>;
  /** The id of the article that its publisher calls so. Consistent. */
  idOf(publication: PublicationId, externalId: string): Promise<ArticleId | undefined>;
  /** The id of the article that has, or once had, this name in its address. Consistent. */
  named(publication: PublicationId, slug: string): Promise<ArticleId | undefined>;
  /** Consistent, in the order asked for; missing and erased ones are left out. */
  getMany(ids: readonly ArticleId[]): Promise<readonly Article[]>;
  /** Newest first: by publication for those that were published, by creation for drafts. */
  listByStatus(
    publication: PublicationId,
    list: ArticleList & { status: ArticleStatus },
  ): Promise<readonly ListPosition[]>;
}

interface ArticleList {
  /** The position after which the page begins, itself left out. */
  readonly after?: ListPosition | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly limit: number;
}

/** All that a write is decided on, read at one moment. */
export interface Desk {
  readonly publication: Publication | undefined;
  /** Of the last event; 0 when there is none yet. */
  readonly head: Sequence;
  readonly authors: readonly Author[];
  readonly article?: Article | ErasedArticle | undefined;
  readonly endpoint?: Endpoint | undefined;
}

/** One change and the event that tells of it. */
export interface Entry {
  readonly event: BulletinEvent;
  readonly change:
    | { readonly kind: 'article'; readonly before?: Article | undefined; readonly after: Article }
    | { readonly kind: 'erasure'; readonly before: Article; readonly after: ErasedArticle }
    | { readonly kind: 'publication'; readonly before: Publication; readonly after: Publication }
    | { readonly kind: 'endpoint'; readonly before: Endpoint; readonly after: Endpoint };
}

/** Entries that are committed together, or not at all. */
export interface Commit {
  readonly publication: PublicationId;
  /** The head that they were decided on; their events take the sequences after it. */
  readonly head: Sequence;
  readonly entries: readonly Entry[];
  /** Of the request, when it may be repeated. */
  readonly receipt?: Receipt | undefined;
}

export type CommitOutcome =
  | { readonly outcome: 'committed' | 'stale' }
  /** Of the entries with these indexes. */
  | { readonly outcome: 'slug-taken' | 'external-id-taken'; readonly at: readonly number[] }
  /** The request was carried out or refused before. */
  | { readonly outcome: 'repeated'; readonly receipt: Receipt }
  /** Another writer was first: the head is now here. */
  | { readonly outcome: 'raced'; readonly head: Sequence };

/** A publication's log: every event in sequence order, each written with the change it tells of. */
export interface Log {
  /** One consistent read of everything a write needs. */
  desk(
    publication: PublicationId,
    wanted?: { authors?: readonly AuthorId[]; article?: ArticleId; endpoint?: EndpointId },
  ): Promise<Desk>;
  commit(commit: Commit): Promise<CommitOutcome>;
  head(publication: PublicationId): Promise<Sequence>;
  /** Consistent, in order and without a gap, from after the given sequence; fewer than `limit` only where the log ends. */
  read(publication: PublicationId, page: { after: Sequence; limit: number }): Promise<readonly BulletinEvent[]>;
  /** An article's events, newest first, from before the given revision. The latest may be missing for a moment. */
  revisions(
    article: ArticleId,
    page: { before?: number | undefined; limit: number },
  ): Promise<readonly BulletinEvent[]>;
  /** Takes the content out of the events of an article that was deleted. Safe to repeat. */
  erase(events: readonly BulletinEvent[]): Promise<void>;
}

/** `hub` follows `index`: it tells WebSub subscribers of the feeds that have changed. */
export type LogReader = 'relay' | 'index' | 'hub';

export interface Watermarks {
  /** The last sequence the reader is done with; 0 before the first. Consistent. */
  get(publication: PublicationId, reader: LogReader): Promise<Sequence>;
  /** Moves it forward, never back: two readers at once leave the further mark. */
  advance(publication: PublicationId, move: { reader: LogReader; to: Sequence }): Promise<void>;
  /**
   * Takes the lease of a reader and gives its watermark; nothing while another worker holds it. Whoever releases the lease
   * looks for newer events once more, since a hint that came meanwhile was not heeded.
   */
  lease(
    publication: PublicationId,
    lease: { reader: LogReader; holder: string; now: Instant; until: Instant },
  ): Promise<Sequence | undefined>;
  /** Moves the watermark of the holder; with `until` it keeps the lease, without it gives it back. */
  move(
    publication: PublicationId,
    move: { reader: LogReader; holder: string; to: Sequence; until?: Instant | undefined },
  ): Promise<'moved' | 'lost'>;
  /** Head and all marks in one read, for the tick and for those who deliver. */
  standing(publication: PublicationId): Promise<Standing>;
}

interface Standing {
  readonly head: Sequence;
  readonly relay: Sequence;
  readonly index: Sequence;
  /** Nothing until somebody subscribes. */
  readonly hub?: Sequence | undefined;
  readonly courses: readonly Course[];
}

/** What refused requests left behind; what the others did is committed with them. */
export interface Receipts {
  /** Kept unless the request has one already: then that one is given. */
  keep(receipt: Receipt): Promise<Receipt | undefined>;
}

/** What is to be looked at: a scheduled article; an endpoint, or a subscription, that something is to be sent to again. */
type Duty =
  | { readonly kind: 'publish'; readonly publication: PublicationId; readonly subject: ArticleId }
  | { readonly kind: 'deliver'; readonly publication: PublicationId; readonly subject: EndpointId }
  | { readonly kind: 'verify' | 'redeliver'; readonly publication: PublicationId; readonly subject: SubscriptionId };

/** The moment at which it is to be looked at. */
export type Timer = Duty & { readonly due: Instant };

/**
 * The timer wheel: what is due is found by the minute that it is due in. A scheduled article's timer is written,
 * moved and taken away with the article itself, an endpoint's with its course.
 */
export interface Timers {
  /** Those of the minute that an instant is in, the earliest first. Consistent. */
  dueIn(minute: Instant): Promise<readonly Timer[]>;
  /** Up to where the wheel has been turned: nothing is due before. */
  hand(): Promise<Instant | undefined>;
  /** Forward, never back. */
  turn(to: Instant): Promise<void>;
  remove(timer: Timer): Promise<void>;
  postpone(timer: Timer, to: Instant): Promise<void>;
}

/** What rings by itself a while later, at least once, within the seconds that a wheel of minutes cannot tell apart. */
export interface Alarms {
  /** At most fifteen minutes ahead. */
  set(alarms: readonly Alarm[]): Promise<void>;
}

export type Alarm = Duty & { readonly inSeconds: number };

/** Says to a reader of the log that there is something to read. It may be heard more than once, or together with others. */
export interface Doorbell {
  ring(publications: readonly PublicationId[]): Promise<void>;
}

/** A key with when it was last used, to about a minute. */
export interface UsedKey extends Key {
  readonly lastUsedAt?: Instant;
}

export interface Keys {
  /** Unless the key that makes it has ended since it was read. */
  add(key: Key, by?: KeyMaker): Promise<'added' | 'changed'>;
  get(id: string): Promise<Key | undefined>;
  withUse(id: string): Promise<UsedKey | undefined>;
  /** Of a publication, oldest first. */
  list(publication: PublicationId): Promise<readonly UsedKey[]>;
  /** Adds the new key and ends the old one, together; unless that was revoked, or ends sooner already, or the maker has ended. */
  rotate(id: string, rotation: { to: Key; endsAt: Instant; by: KeyMaker }): Promise<'rotated' | 'changed'>;
  revoke(id: string, at: Instant): Promise<void>;
}

/** The key that a key is made with, and when it was found good. */
export interface KeyMaker {
  readonly id: string;
  readonly now: Instant;
}

interface Taking {
  readonly window: number;
  readonly count: number;
  readonly at: Instant;
}

/** What is counted of each key, and when it was last used: one conditional write each, which tells how it stands if it fails. */
export interface KeyUses {
  /** The first of a window, unless that, or the one after it, has begun already. */
  begin(key: string, taking: Taking): Promise<'counted' | KeyUse>;
  /** More of a window that has begun, unless it has ended, or that would be more than the limit. */
  add(key: string, taking: Taking & { readonly limit: number }): Promise<'counted' | KeyUse>;
}

/** The SNS topic, as the relay needs it. */
export interface Topic {
  /** Sends in order; says of each whether it was taken, refused for good, or failed for now. */
  publish(events: readonly PublicEvent[]): Promise<readonly ('taken' | 'refused' | 'failed')[]>;
}
