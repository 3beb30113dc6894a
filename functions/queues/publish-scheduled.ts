import { queueOfAlarms } from '#lib/messaging/doorbells.ts';
import { wheelRuntime } from '#lib/runtime/wheel.ts';
import { publishScheduled } from '#lib/usecases/publish-scheduled.ts';

const runtime = wheelRuntime(process.env);

export const handler = queueOfAlarms((alarm) => publishScheduled(alarm, runtime));
