import { sqsDistribution } from '#lib/messaging/sqs-distribution.ts';
import { dynamoTopics } from '#lib/storage/dynamo-topics.ts';
import type { AnnounceDeps } from '#lib/usecases/announce-feeds.ts';
import type { RefreshDeps } from '#lib/usecases/refresh-feeds.ts';
import { sqsClient } from './clients.ts';
import { environment } from './environment.ts';
import { feedsRuntime } from './feeds.ts';
import { storeOf } from './store.ts';

export function refreshRuntime(env: NodeJS.ProcessEnv): RefreshDeps & AnnounceDeps {
  const variables = environment(env, ['TABLE_NAME', 'HUB_QUEUE_URL']);
  return {
    ...feedsRuntime(env),
    distribution: sqsDistribution({ client: sqsClient(), queueUrl: variables.HUB_QUEUE_URL }),
    topics: dynamoTopics(storeOf(variables)),
  };
}
