import { sqsDistribution } from '#lib/messaging/sqs-distribution.ts';
import { dynamoIntents } from '#lib/storage/dynamo-intents.ts';
import { dynamoSubscriptions } from '#lib/storage/dynamo-subscriptions.ts';
import { dynamoTopics } from '#lib/storage/dynamo-topics.ts';
import type { DistributeDeps } from '#lib/usecases/distribute-feed.ts';
import type { VerifyDeps } from '#lib/usecases/verify-intent.ts';
import { environment } from './environment.ts';
import { feedBodies } from './feed-bodies.ts';
import { feedsRuntime } from './feeds.ts';
import { limitedInFlight, outboundRuntime } from './outbound.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { systemIds } from './system.ts';
import { vaultRuntime } from './vault.ts';

export function distributeRuntime(env: NodeJS.ProcessEnv): DistributeDeps & VerifyDeps {
  const variables = environment(env, ['TABLE_NAME', 'HUB_QUEUE_URL']);
  const store = storeOf(variables);
  const feeds = feedsRuntime(env);
  return {
    ...feeds,
    bodies: feedBodies(feeds),
    distribution: sqsDistribution({ client: sqsClient(), queueUrl: variables.HUB_QUEUE_URL }),
    ids: systemIds,
    inFlight: limitedInFlight(),
    intents: dynamoIntents(store),
    outbound: outboundRuntime(env),
    subscriptions: dynamoSubscriptions(store),
    topics: dynamoTopics(store),
    vault: vaultRuntime(),
  };
}
