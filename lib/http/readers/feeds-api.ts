import { httpHandler } from '#lib/http/pipeline.ts';
import { type FeedServerDeps, feedServer } from './serve-feed.ts';

/** What readers' software asks for. */
export function feedsApi(deps: FeedServerDeps) {
  const serveFeed = feedServer(deps);
  return httpHandler(async (request) => serveFeed(request));
}
