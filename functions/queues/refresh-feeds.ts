import { queueDoorbell } from '#lib/messaging/doorbells.ts';
import { refreshRuntime } from '#lib/runtime/refresh.ts';
import { refreshAndAnnounce } from '#lib/usecases/announce-feeds.ts';

const runtime = refreshRuntime(process.env);

export const handler = queueDoorbell((publication) => refreshAndAnnounce(publication, runtime));
