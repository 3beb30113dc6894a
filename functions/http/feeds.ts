import { feedsApi } from '#lib/http/readers/feeds-api.ts';
import { feedsRuntime } from '#lib/runtime/feeds.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';

const runtime = feedsRuntime(process.env);

// What renders is loaded when something must be rendered: an unchanged feed never waits for it.
const renderer = () => import('#lib/usecases/render-feed.ts');

export const handler = withinTime(
  feedsApi({
    ...runtime,
    render: async (of) => (await renderer()).renderCurrentFeed(of, runtime),
    renderDelta: async (of) => (await renderer()).renderDelta(of, runtime),
  }),
);
