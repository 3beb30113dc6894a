import { queueOfHub } from '#lib/messaging/doorbells.ts';
import { distributeRuntime } from '#lib/runtime/distribute.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { distribute } from '#lib/usecases/distribute.ts';

const runtime = distributeRuntime(process.env);

export const handler = withinTime(queueOfHub((message) => distribute(message, runtime)));
