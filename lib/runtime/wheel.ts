import { sqsAlarms } from '#lib/messaging/sqs-alarms.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoTimers } from '#lib/storage/dynamo-timers.ts';
import type { WheelDeps } from '#lib/usecases/turn-wheel.ts';
import { environment } from './environment.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { jitteredBackoff, systemClock, systemIds } from './system.ts';

export function wheelRuntime(env: NodeJS.ProcessEnv): WheelDeps {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL', 'ALARM_QUEUE_URL']);
  const store = storeOf(variables);
  return {
    log: dynamoLog(store),
    timers: dynamoTimers(store),
    alarms: sqsAlarms({ client: sqsClient(), queueUrls: { publish: variables.ALARM_QUEUE_URL } }),
    backoff: jitteredBackoff,
    clock: systemClock,
    ids: systemIds,
    publicUrl: variables.PUBLIC_URL,
  };
}
