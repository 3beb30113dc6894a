import { queueOfAlarms } from '#lib/messaging/doorbells.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { wheelRuntime } from '#lib/runtime/wheel.ts';
import { publishScheduled } from '#lib/usecases/publish-scheduled.ts';

const runtime = wheelRuntime(process.env);

export const handler = withinTime(queueOfAlarms((alarm) => publishScheduled(alarm, runtime)));
