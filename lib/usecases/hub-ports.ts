import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { SubscriptionId, TopicId } from '#lib/domain/subscription.ts';
import type { FeedKey } from './feed-ports.ts';
import type { CurrentFeed } from './feed-state.ts';

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
  /** The entity tag of the body that subscribers were last told of; without a hash before they were told of any. */
  readonly announced?: string | undefined;
  /** The shards that have ever had a subscriber, with about how many they have. */
  readonly shards: ReadonlyMap<number, number>;
}

export interface Topics {
  /** Some of a publication's, which somebody subscribes to at the moment; `next` is where to go on. Consistent. */
  followed(
    publication: PublicationId,
    page: { now: Instant; limit: number; after?: TopicId | undefined },
  ): Promise<{ topics: readonly FollowedTopic[]; next?: TopicId | undefined }>;
  get(publication: PublicationId, id: TopicId): Promise<FollowedTopic | undefined>;
  /** Comes before the subscription itself: once that is there, no change is missed. */
  follow(key: FeedKey, subscriber: NewSubscriber): Promise<void>;
  announced(topic: FollowedTopic, etag: string): Promise<void>;
  /** How many a shard has, as somebody who has read it found. */
  counted(chunk: Chunk, count: number): Promise<void>;
}

interface NewSubscriber {
  readonly id: SubscriptionId;
  readonly until: Instant;
  readonly isNew: boolean;
  /** What the topic is like when its first subscriber comes: only what changes after it is told. */
  readonly announced: string;
}

export interface HubUses {
  /** Whether another request for this host is within what an hour allows. */
  admit(host: string, at: Instant): Promise<boolean>;
}

/** The topics of a publication that may have changed, up to an event of its log; from one topic on. */
export interface TopicScan {
  readonly publication: PublicationId;
  readonly upTo: Sequence;
  readonly after?: TopicId | undefined;
}

export interface TopicOf {
  readonly publication: PublicationId;
  readonly topic: TopicId;
}

/** Bodies of feeds, rendered once a version. */
export interface FeedBodies {
  bodyOf(key: FeedKey, current: CurrentFeed): Promise<{ readonly hash: string; readonly bytes: Uint8Array }>;
}

/** Work for those who distribute: each job is done at least once. */
export interface Distribution {
  /** Sends a topic to some of its subscribers. */
  start(chunks: readonly Chunk[]): Promise<void>;
  /** Looks for topics that have changed. */
  scan(scan: TopicScan): Promise<void>;
  /** Renders topics that seem to have changed, and tells their subscribers if they have. */
  announce(topics: readonly TopicOf[]): Promise<void>;
}
