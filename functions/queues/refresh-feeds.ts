import { queueDoorbell } from '#lib/messaging/doorbells.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';
import { refreshFeeds } from '#lib/usecases/refresh-feeds.ts';

const runtime = feedsRuntime(process.env);

export const handler = queueDoorbell((publication) => refreshFeeds(publication, runtime));
