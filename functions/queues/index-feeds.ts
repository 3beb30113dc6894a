import { indexQueue } from '#lib/messaging/doorbells.ts';
import { indexRuntime } from '#lib/runtime/index-feeds.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { workOnIndex } from '#lib/usecases/work-on-index.ts';

const runtime = indexRuntime(process.env);

export const handler = withinTime(indexQueue((work) => workOnIndex(work, runtime)));
