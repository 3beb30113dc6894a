import { createHash } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import { type Sequence, sequenceText } from '#lib/domain/sequence.ts';
import { type SubscriptionId, type TopicId, topicIn } from '#lib/domain/subscription.ts';
import type { LogReader, Timer } from '#lib/usecases/ports.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Record<string, AttributeValue>;

/** Events of a publication that share a partition: few enough to page, many enough not to pile up. */
export const PAGE = 256;

const DIRECTORY_SHARDS = 8;

export const keys = {
  publication: (id: string): ItemKey => ({ pk: `P#${id}`, sk: 'META' }),
  author: (publication: string, id: string): ItemKey => ({ pk: `P#${publication}`, sk: `AUTHOR#${id}` }),
  article: (id: string): ItemKey => ({ pk: `A#${id}`, sk: 'A' }),
  slug: (publication: string, slug: string): ItemKey => ({ pk: `S#${publication}#${slug}`, sk: 'S' }),
  externalId: (publication: string, id: string): ItemKey => ({ pk: `X#${publication}#${id}`, sk: 'X' }),
  head: (publication: string): ItemKey => ({ pk: `Q#${publication}`, sk: 'SEQ' }),
  watermark: (publication: string, reader: LogReader): ItemKey => ({
    pk: `Q#${publication}`,
    sk: reader.toUpperCase(),
  }),
  /** Where the version before kept the watermark of what is now the index. */
  feedsWatermark: (publication: string): ItemKey => ({ pk: `Q#${publication}`, sk: 'FEEDS' }),
  event: (publication: string, sequence: Sequence): ItemKey => ({
    pk: `E#${publication}#${Math.floor(sequence / PAGE)}`,
    sk: sequenceText(sequence),
  }),
  feedEntries: (publication: string, feed: FeedId): string => `T#${publication}#${feedName(feed)}`,
  tombstones: (publication: string, feed: FeedId): string => `T#${publication}#${feedName(feed)}#GONE`,
  feedHeads: (publication: string): string => `T#${publication}`,
  feedHead: (publication: string, feed: FeedId): ItemKey => ({ pk: `T#${publication}`, sk: feedName(feed) }),
  key: (id: string): ItemKey => ({ pk: `K#${id}`, sk: 'K' }),
  keyUse: (id: string): ItemKey => ({ pk: `K#${id}`, sk: 'USE' }),
  receipt: (keyId: string, hash: string): ItemKey => ({ pk: `I#${keyId}#${hash}`, sk: 'I' }),
  timer: ({ due, kind, subject }: Timer): ItemKey => ({
    pk: timerShard(due, shardOf(subject, TIMER_SHARDS)),
    sk: `${due}#${kind}#${subject}`,
  }),
  endpoints: (publication: string): string => `W#${publication}`,
  endpoint: (publication: string, id: string): ItemKey => ({ pk: `W#${publication}`, sk: id }),
  course: (publication: string, id: string): ItemKey => ({ pk: `Q#${publication}`, sk: `ENDPOINT#${id}` }),
  deliveries: (endpoint: string): string => `L#${endpoint}`,
  delivery: (endpoint: string, id: string): ItemKey => ({ pk: `L#${endpoint}`, sk: id }),
  resends: (endpoint: string): string => `Y#${endpoint}`,
  resend: (endpoint: string, sequence: Sequence): ItemKey => ({ pk: `Y#${endpoint}`, sk: sequenceText(sequence) }),
  topics: (publication: string): string => `H#${publication}`,
  topic: (publication: string, id: TopicId): ItemKey => ({ pk: `H#${publication}`, sk: id }),
  subscriptions: (topic: TopicId, shard: number): string => `H#${topic}#${shard}`,
  subscription: (id: SubscriptionId): ItemKey => ({
    pk: `H#${topicIn(id)}#${subscriptionShard(id)}`,
    sk: id.slice(id.indexOf('.') + 1),
  }),
  intent: (id: SubscriptionId): ItemKey => ({ pk: `H#${id}`, sk: 'INTENT' }),
  hubUse: (host: string, at: Instant): ItemKey => ({ pk: `H#${at.slice(0, 13)}#${host}`, sk: 'USE' }),
  hand: { pk: 'D#HAND', sk: 'HAND' } satisfies ItemKey,
};

/** One takes 500 timers a second, and costs a read a minute when there are none. More may be added at any time, never fewer. */
const TIMER_SHARDS = 1;

/** `D#202611240830#2`: a shard of a minute of the timer wheel. */
const timerShard = (bucket: Instant, shard: number): string => `D#${bucket.slice(0, 16).replace(/\D/g, '')}#${shard}`;

export const timerShards = (minute: Instant): readonly string[] =>
  Array.from({ length: TIMER_SHARDS }, (_, shard) => timerShard(minute, shard));

const shardOf = (text: string, shards: number): number => (createHash('sha256').update(text).digest()[0] ?? 0) % shards;

/** A topic's subscribers are sent to by as many workers at once as it has shards. */
const SUBSCRIPTION_SHARDS = 16;

export const subscriptionShard = (id: SubscriptionId): number => shardOf(id, SUBSCRIPTION_SHARDS);

/** As text that sorts as the numbers do. */
export const revisionText = (revision: number): string => String(revision).padStart(8, '0');

/** Partitions of the index `gsi1`, and the places in them. */
export const indexKeys = {
  directory: (id: string): ItemKey => ({ pk: directoryShard(shardOf(id, DIRECTORY_SHARDS)), sk: id }),
  byStatus: (publication: string, status: string): string => `P#${publication}#${status}`,
  revisions: (article: string): string => `A#${article}`,
  keysOf: (publication: string): string => `P#${publication}#KEY`,
};

const directoryShard = (number: number): string => `DIR#${number}`;

export const directory = Array.from({ length: DIRECTORY_SHARDS }, (_, shard) => directoryShard(shard));

/** As text that sorts as the list does. */
export const positionText = ({ at, id }: ListPosition): string => `${at}#${id}`;

export function positionIn(text: string): ListPosition {
  const border = text.indexOf('#');
  return { at: text.slice(0, border), id: text.slice(border + 1) } as ListPosition;
}

export const itemKey = ({ pk, sk }: ItemKey): Item => ({ pk: { S: pk }, sk: { S: sk } });

export const indexKey = ({ pk, sk }: ItemKey): Item => ({ gsi1pk: { S: pk }, gsi1sk: { S: sk } });
