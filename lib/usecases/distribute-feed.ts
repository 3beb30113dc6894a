import type { PublicationId } from '#lib/domain/publication.ts';
import { type SubscriptionId, topicIn } from '#lib/domain/subscription.ts';
import { type AnnounceDeps, currentOf } from './announce-topics.ts';
import type { Chunk, FollowedTopic, Subscription } from './hub-ports.ts';
import { type PostFeedDeps, type Posting, postFeed, postingOf } from './post-feed.ts';

export type DistributeDeps = PostFeedDeps & AnnounceDeps;

/** So many are read at once: few enough that all of them may be slow, and many enough that a shard seldom has more. */
const PAGE = 800;

/** Sends a feed as it is now to the subscribers of a chunk. The rest of the shard is handed on first, so that it need not wait. */
export async function distributeFeed(chunk: Chunk, deps: DistributeDeps): Promise<number> {
  const { clock, distribution, subscriptions, topics } = deps;
  const posting = await postingFor(await topics.get(chunk.publication, chunk.topic), deps);
  if (!posting) return 0;
  const { subscriptions: found, next } = await subscriptions.page(chunk, PAGE);
  if (next !== undefined) await distribution.start([{ ...chunk, after: next }]);
  else if (chunk.after === undefined) await topics.counted(chunk, found.length);
  const now = clock.now();
  // Who cannot be reached at the moment gets what is newest when it is tried again.
  const ready = found.filter(({ leaseUntil, trouble }) => leaseUntil > now && !(trouble && trouble.retryAt > now));
  await Promise.all(byTurns(ready).map((subscription) => postFeed(subscription, { posting, ...deps })));
  return ready.length;
}

/** Sends it again to one that could not be reached, if it is still to be and nobody else has done it. */
export async function redeliverFeed(
  { publication, subject }: { publication: PublicationId; subject: SubscriptionId },
  deps: DistributeDeps,
): Promise<number> {
  const { clock, subscriptions, topics } = deps;
  const subscription = await subscriptions.get(subject);
  const now = clock.now();
  if (!subscription?.trouble || subscription.trouble.retryAt > now || subscription.leaseUntil <= now) return 0;
  const posting = await postingFor(await topics.get(publication, topicIn(subject)), deps);
  if (posting) await postFeed(subscription, { posting, ...deps });
  return posting ? 1 : 0;
}

/** Nothing where the topic, or its feed, is no longer there. */
async function postingFor(topic: FollowedTopic | undefined, deps: DistributeDeps): Promise<Posting | undefined> {
  const current = topic && (await currentOf(topic, deps));
  return current && postingOf(topic.key, { current, ...deps });
}

/** One of each host, then another of each: many callbacks of one host do not keep the others waiting. */
function byTurns(subscriptions: readonly Subscription[]): readonly Subscription[] {
  const hosts = [...Map.groupBy(subscriptions, ({ callback }) => new URL(callback).host).values()];
  const turns = hosts.flatMap((ofHost) => ofHost.map((subscription, turn) => ({ subscription, turn })));
  return turns.toSorted((one, other) => one.turn - other.turn).map(({ subscription }) => subscription);
}
