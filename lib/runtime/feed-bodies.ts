import { bodyHash } from '#lib/feeds/version.ts';
import { BodyMemory } from '#lib/http/readers/body-memory.ts';
import type { FeedBodies } from '#lib/usecases/hub-ports.ts';
import { type RenderDeps, renderCurrentFeed } from '#lib/usecases/render-feed.ts';
import { topicUrl } from '#lib/usecases/topic-url.ts';

const BYTES = 32 * 1024 * 1024;

/** Bodies of feeds for those who send them: one rendering a version, remembered as long as there is room. */
export function feedBodies(deps: RenderDeps): FeedBodies {
  const memory = new BodyMemory({ bytes: BYTES });
  return {
    async bodyOf(key, current) {
      const version = `${current.version.sequence} ${current.version.digest}`;
      const body = await memory.get({ name: topicUrl(key, deps.publicUrl), version }, async () => {
        const text = await renderCurrentFeed({ current, format: key.format }, deps);
        return { text, hash: bodyHash(text) };
      });
      return { hash: body.hash, bytes: await body.in('identity') };
    },
  };
}
