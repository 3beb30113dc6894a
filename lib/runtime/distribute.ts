import { sqsDistribution } from '#lib/messaging/sqs-distribution.ts';
import { dynamoDocuments } from '#lib/storage/dynamo-documents.ts';
import { dynamoIntents } from '#lib/storage/dynamo-intents.ts';
import { dynamoSubscriptions } from '#lib/storage/dynamo-subscriptions.ts';
import { dynamoTopics } from '#lib/storage/dynamo-topics.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { DistributeDeps } from '#lib/usecases/distribute-feed.ts';
import type { VerifyDeps } from '#lib/usecases/verify-intent.ts';
import { sqsClient } from './clients.ts';
import { environment } from './environment.ts';
import { limitedInFlight, outboundRuntime } from './outbound.ts';
import { storeOf } from './store.ts';
import { systemClock, systemIds } from './system.ts';
import { vaultRuntime } from './vault.ts';

export function distributeRuntime(env: NodeJS.ProcessEnv): DistributeDeps & VerifyDeps {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL', 'HUB_QUEUE_URL']);
  const store = storeOf(variables);
  return {
    clock: systemClock,
    distribution: sqsDistribution({ client: sqsClient(), queueUrl: variables.HUB_QUEUE_URL }),
    documents: dynamoDocuments(store),
    ids: systemIds,
    inFlight: limitedInFlight(),
    intents: dynamoIntents(store),
    outbound: outboundRuntime(env),
    publicUrl: variables.PUBLIC_URL,
    subscriptions: dynamoSubscriptions(store),
    topics: dynamoTopics(store),
    vault: vaultRuntime(),
    watermarks: dynamoWatermarks(store),
  };
}
