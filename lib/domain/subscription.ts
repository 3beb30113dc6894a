import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod';
import { type FeedId, feedName } from './feed.ts';
import { jittered } from './jitter.ts';

/** A feed that is subscribed to, by a name that is short however it is composed. */
export const TopicId = z
  .string()
  .regex(/^[\w-]{22}$/)
  .brand<'TopicId'>();
export type TopicId = z.infer<typeof TopicId>;

/** A topic and a callback: there is one subscription of the two. */
export const SubscriptionId = z
  .string()
  .regex(/^[\w-]{22}\.[\w-]{22}$/)
  .brand<'SubscriptionId'>();
export type SubscriptionId = z.infer<typeof SubscriptionId>;

interface Topic {
  readonly publication: string;
  readonly subject: FeedId;
  readonly format: string;
}

export const topicIdOf = ({ publication, subject, format }: Topic): TopicId =>
  TopicId.parse(short(`${publication}#${feedName(subject)}#${format}`));

export const subscriptionIdOf = (topic: Topic, callback: string): SubscriptionId =>
  SubscriptionId.parse(`${topicIdOf(topic)}.${short(callback)}`);

export const topicIn = (id: SubscriptionId): TopicId => TopicId.parse(id.split('.')[0]);

const short = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** How long a subscription lasts: as long as was asked for, within these bounds, and never for ever (WebSub §5.1). */
export const LEASE_SECONDS = { least: 5 * 60, usual: 10 * 86_400, most: 30 * 86_400 } as const;

export const leaseOf = (asked: number | undefined): number =>
  Math.min(LEASE_SECONDS.most, Math.max(LEASE_SECONDS.least, asked || LEASE_SECONDS.usual));

/** WebSub §7.1: what `X-Hub-Signature` holds. */
export const hubSignature = (body: Uint8Array, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const MINUTE = 60_000;
const WAITS = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE);

/** How long a subscriber that has failed so often in a row is left alone: until its lease ends it is never given up. */
export const restMs = (failures: number, chance: number): number =>
  jittered(WAITS[Math.min(failures, WAITS.length) - 1] ?? 0, chance);
