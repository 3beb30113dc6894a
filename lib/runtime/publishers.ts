import type { PublisherDeps } from '#lib/http/publishers/deps.ts';
import { sqsDeliverBell } from '#lib/messaging/sqs-deliver-bell.ts';
import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoAuthors } from '#lib/storage/dynamo-authors.ts';
import { dynamoDeliveries } from '#lib/storage/dynamo-deliveries.ts';
import { dynamoEndpoints } from '#lib/storage/dynamo-endpoints.ts';
import { dynamoFeedEntries } from '#lib/storage/dynamo-feed-entries.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { dynamoReceipts } from '#lib/storage/dynamo-receipts.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import { environment } from './environment.ts';
import { outboundRuntime } from './outbound.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { jitteredBackoff, systemClock, systemIds } from './system.ts';
import { vaultRuntime } from './vault.ts';

export function publishersRuntime(env: NodeJS.ProcessEnv): PublisherDeps {
  const variables = environment(env, [
    ...(['TABLE_NAME', 'PUBLIC_URL', 'KEY_MODE', 'DELIVER_QUEUE_URL', 'SECRETS_KEY_ARN'] as const),
  ]);
  const store = storeOf(variables);
  return {
    articles: dynamoArticles(store),
    authors: dynamoAuthors(store),
    bell: sqsDeliverBell({ client: sqsClient(), queueUrl: variables.DELIVER_QUEUE_URL }),
    deliveries: dynamoDeliveries(store),
    endpoints: dynamoEndpoints(store),
    entries: dynamoFeedEntries(store),
    keyMode: variables.KEY_MODE,
    keys: dynamoKeys(store),
    log: dynamoLog(store),
    publications: dynamoPublications(store),
    receipts: dynamoReceipts(store),
    policy: outboundRuntime(env),
    vault: vaultRuntime(variables.SECRETS_KEY_ARN),
    watermarks: dynamoWatermarks(store),
    backoff: jitteredBackoff,
    clock: systemClock,
    ids: systemIds,
    publicUrl: variables.PUBLIC_URL,
  };
}
