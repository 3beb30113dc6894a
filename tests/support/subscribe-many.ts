import type { Instant } from '#lib/domain/instant.ts';
import { subscriptionIdOf } from '#lib/domain/subscription.ts';
import { subscriptionItem } from '#lib/storage/dynamo-subscriptions.ts';
import { dynamoTopics } from '#lib/storage/dynamo-topics.ts';
import { subscriptionShard } from '#lib/storage/keys.ts';
import { putRequest, type Store, writeItems } from '#lib/storage/store.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';

/** Many subscribers of a topic at once, as if each had been asked and had confirmed. */
export async function subscribeMany(
  callbacks: readonly string[],
  { topic, store, until }: { topic: FeedKey; store: Store; until: Instant },
): Promise<void> {
  const subscriptions = callbacks.map((callback) => ({
    ...{ id: subscriptionIdOf(topic, callback), callback, leaseUntil: until },
  }));
  await writeItems(
    store,
    subscriptions.map((one) => putRequest(subscriptionItem(one))),
  );
  for (const [, [first]] of Map.groupBy(subscriptions, ({ id }) => subscriptionShard(id)))
    if (first) await dynamoTopics(store).follow(topic, { id: first.id, until, isNew: true, announced: '' });
}
