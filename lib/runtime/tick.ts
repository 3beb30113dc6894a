import { sqsAlarms } from '#lib/messaging/sqs-alarms.ts';
import type { DrainDeps } from '#lib/usecases/drain.ts';
import type { WheelDeps } from '#lib/usecases/turn-wheel.ts';
import { drainRuntime } from './drain.ts';
import { environment } from './environment.ts';
import { sqsClient } from './sqs-client.ts';
import { wheelRuntime } from './wheel.ts';

/** All that is looked after once a minute: the wheel, and every reader of the log. */
export function tickRuntime(env: NodeJS.ProcessEnv): { wheel: WheelDeps; readers: DrainDeps } {
  const urls = environment(env, ['ALARM_QUEUE_URL', 'DELIVER_QUEUE_URL', 'HUB_QUEUE_URL']);
  const { ALARM_QUEUE_URL: publish, DELIVER_QUEUE_URL: deliver, HUB_QUEUE_URL: hub } = urls;
  const queueUrls = { publish, deliver, verify: hub, redeliver: hub };
  const alarms = sqsAlarms({ client: sqsClient(), queueUrls });
  return {
    wheel: { ...wheelRuntime(env), alarms },
    readers: { ...drainRuntime(env), alarms },
  };
}
