import { sqsDistribution } from '#lib/messaging/sqs-distribution.ts';
import { sqsIndexJobs } from '#lib/messaging/sqs-index-jobs.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import type { WorkOnIndexDeps } from '#lib/usecases/work-on-index.ts';
import { environment } from './environment.ts';
import { feedsRuntime } from './feeds.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { systemIds, systemPauses } from './system.ts';

export function indexRuntime(env: NodeJS.ProcessEnv): WorkOnIndexDeps {
  const variables = environment(env, ['TABLE_NAME', 'INDEX_QUEUE_URL', 'HUB_QUEUE_URL']);
  const client = sqsClient();
  return {
    ...feedsRuntime(env),
    distribution: sqsDistribution({ client, queueUrl: variables.HUB_QUEUE_URL }),
    ids: systemIds,
    jobs: sqsIndexJobs({ client, queueUrl: variables.INDEX_QUEUE_URL }),
    log: dynamoLog(storeOf(variables)),
    pauses: systemPauses,
  };
}
