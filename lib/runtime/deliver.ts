import { sqsAlarms } from '#lib/messaging/sqs-alarms.ts';
import { dynamoCourses } from '#lib/storage/dynamo-courses.ts';
import { dynamoDeliveries } from '#lib/storage/dynamo-deliveries.ts';
import { dynamoEndpoints } from '#lib/storage/dynamo-endpoints.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { DeliverDeps } from '#lib/usecases/deliver-events.ts';
import { environment } from './environment.ts';
import { limitedInFlight, outboundRuntime } from './outbound.ts';
import { sqsClient } from './sqs-client.ts';
import { storeOf } from './store.ts';
import { jitteredBackoff, systemClock, systemIds } from './system.ts';
import { vaultRuntime } from './vault.ts';

export function deliverRuntime(env: NodeJS.ProcessEnv): DeliverDeps {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL', 'DELIVER_QUEUE_URL']);
  const store = storeOf(variables);
  return {
    alarms: sqsAlarms({ client: sqsClient(), queueUrls: { deliver: variables.DELIVER_QUEUE_URL } }),
    courses: dynamoCourses(store),
    deliveries: dynamoDeliveries(store),
    endpoints: dynamoEndpoints(store),
    log: dynamoLog(store),
    watermarks: dynamoWatermarks(store),
    outbound: outboundRuntime(env),
    inFlight: limitedInFlight(),
    vault: vaultRuntime(),
    backoff: jitteredBackoff,
    clock: systemClock,
    ids: systemIds,
    publicUrl: variables.PUBLIC_URL,
  };
}
