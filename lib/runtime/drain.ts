import { sqsDoorbell } from '#lib/messaging/sqs-doorbell.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import type { DrainDeps } from '#lib/usecases/drain.ts';
import { environment } from './environment.ts';
import { relayRuntime } from './relay.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { systemClock } from './system.ts';

export function drainRuntime(env: NodeJS.ProcessEnv): Omit<DrainDeps, 'alarms'> {
  const variables = environment(env, ['TABLE_NAME', 'INDEX_QUEUE_URL']);
  return {
    ...relayRuntime(env),
    clock: systemClock,
    publications: dynamoPublications(storeOf(variables)),
    doorbell: sqsDoorbell({ client: sqsClient(), queueUrl: variables.INDEX_QUEUE_URL }),
  };
}
