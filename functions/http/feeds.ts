import { feedsApi } from '#lib/http/readers/feeds-api.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';

const runtime = feedsRuntime(process.env);

export const handler = withinTime(
  feedsApi({
    ...runtime,
    // What renders is loaded when something must be rendered: a poll never waits for it.
    open: async (key) => (await import('#lib/usecases/open-feed.ts')).openFeed(key, runtime),
    changes: async (of) => (await import('#lib/usecases/render-delta.ts')).renderDelta(of, runtime),
  }),
);
