import { queueDoorbell } from '#lib/messaging/doorbells.ts';
import { refreshRuntime } from '#lib/runtime/refresh.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { refreshAndAnnounce } from '#lib/usecases/announce-feeds.ts';

const runtime = refreshRuntime(process.env);

export const handler = withinTime(queueDoorbell((publication) => refreshAndAnnounce(publication, runtime)));
