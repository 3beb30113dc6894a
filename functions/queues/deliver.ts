import { queueOfDeliveries } from '#lib/messaging/doorbells.ts';
import { deliverRuntime } from '#lib/runtime/deliver.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { deliver } from '#lib/usecases/deliver.ts';

const runtime = deliverRuntime(process.env);

export const handler = withinTime(queueOfDeliveries((errand) => deliver(errand, runtime)));
