import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { SubscriptionId, TopicId } from '#lib/domain/subscription.ts';
import type { FeedKey } from './reader-ports.ts';

/** Somebody who is sent a feed whenever it changes, until the lease ends. */
export interface Subscription {
  readonly id: SubscriptionId;
  readonly callback: string;
  /** Sealed. */
  readonly secret?: string | undefined;
  readonly leaseUntil: Instant;
  /** How often in a row it could not be reached, and when it is tried again. */
  readonly trouble?: { readonly failures: number; readonly retryAt: Instant } | undefined;
}

/** What somebody has asked for in a subscriber's name: nothing of it holds until the subscriber says so itself. */
export interface Intent {
  readonly id: SubscriptionId;
  /** Another one takes its place when the same is asked for again. */
  readonly nonce: string;
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly topic: FeedKey;
  readonly callback: string;
  /** Sealed. */
  readonly secret?: string | undefined;
  readonly leaseSeconds: number;
  /** When it is looked at once more, should it still be there. */
  readonly due: Instant;
}

export interface Intents {
  /** In place of an earlier one of the same subscription; and its timer. */
  put(intent: Intent): Promise<void>;
  /** Consistent. */
  get(id: SubscriptionId): Promise<Intent | undefined>;
  /** It came to nothing. */
  drop(intent: Intent): Promise<void>;
  /** It is carried out, together with what it asked for; unless another has taken its place. */
  carryOut(intent: Intent, subscription: Subscription | undefined): Promise<'done' | 'superseded'>;
}

/** How far a shard has been read. */
export interface Chunk {
  readonly publication: PublicationId;
  readonly topic: TopicId;
  readonly shard: number;
  readonly after?: string | undefined;
}

export interface Subscriptions {
  /** Consistent. */
  get(id: SubscriptionId): Promise<Subscription | undefined>;
  /** Consistent, in no order that means anything; `next` is where to go on. */
  page(chunk: Chunk, limit: number): Promise<{ subscriptions: readonly Subscription[]; next?: string | undefined }>;
  /** It could not be reached; and its timer. */
  trouble(of: { publication: PublicationId; id: SubscriptionId }, trouble: Trouble): Promise<void>;
  /** It was reached again. */
  recover(id: SubscriptionId): Promise<void>;
  /** It is over, unless it has been renewed meanwhile. */
  end(subscription: Subscription): Promise<void>;
}

type Trouble = NonNullable<Subscription['trouble']>;

/** A feed that somebody subscribes to. */
export interface FollowedTopic {
  readonly id: TopicId;
  readonly key: FeedKey;
  /** The entity tag that subscribers were last told of. */
  readonly announced?: string | undefined;
  /** The shards that have ever had a subscriber, with about how many they have. */
  readonly shards: ReadonlyMap<number, number>;
}

export interface Topics {
  /** Those of a publication that somebody subscribes to at the moment. Consistent. */
  followed(publication: PublicationId, now: Instant): Promise<readonly FollowedTopic[]>;
  get(publication: PublicationId, id: TopicId): Promise<FollowedTopic | undefined>;
  /** Comes before the subscription itself: once that is there, no change is missed. */
  follow(key: FeedKey, subscriber: { id: SubscriptionId; until: Instant; isNew: boolean }): Promise<void>;
  announced(topic: FollowedTopic, etag: string): Promise<void>;
  /** How many a shard has, as somebody who has read it found. */
  counted(chunk: Chunk, count: number): Promise<void>;
}

export interface HubUses {
  /** Whether another request for this host is within what an hour allows. */
  admit(host: string, at: Instant): Promise<boolean>;
}

/** Says to those who distribute that there is something to send. It may be heard more than once. */
export interface Distribution {
  start(chunks: readonly Chunk[]): Promise<void>;
}
