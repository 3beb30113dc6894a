import { readerApi } from '#lib/http/readers/reader-api.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';

const runtime = feedsRuntime(process.env);

export const handler = readerApi({
  ...runtime,
  // What renders is loaded when something must be rendered: a poll never waits for it.
  open: async (key) => (await import('#lib/usecases/open-feed.ts')).openFeed(key, runtime),
});
