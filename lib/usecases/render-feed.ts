import type { Article } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import type { FeedFormat } from '#lib/domain/feed.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { type ContentsDeps, type FeedContents, feedContents } from './feed-contents.ts';
import type { CurrentFeed } from './feed-state.ts';

export interface RenderDeps extends ContentsDeps {
  readonly publicUrl: string;
}

interface Rendering {
  readonly current: CurrentFeed;
  readonly format: FeedFormat;
}

/**
 * Renders a feed. Its state has been read before, and everything else is read after it and consistently: a body is never
 * older than its version.
 */
export async function renderCurrentFeed({ current, format }: Rendering, deps: RenderDeps): Promise<string> {
  return rendered(await feedContents(current, deps), { current, format, ...deps });
}

/**
 * Renders what has changed in a feed after an event of the log (RFC 3229); nothing when that is all of it. Whoever knows the
 * feed as it was at that event knows the feed as it is with this.
 */
export async function renderDelta(
  { current, format, after }: Rendering & { after: Sequence },
  deps: RenderDeps,
): Promise<string | undefined> {
  const { articles, gone } = await feedContents(current, deps);
  const isNew = ({ sequence = 0 }: Pick<Article, 'sequence'>) => sequence > after;
  if (articles.every(isNew)) return undefined;
  const only = new Set(articles.filter(isNew).map(({ uri }) => uri));
  return rendered({ articles, gone: gone.filter(isNew) }, { current, format, only, ...deps });
}

function rendered(
  { articles, gone }: FeedContents,
  { current, format, only, publicUrl }: Rendering & { only?: ReadonlySet<string> } & RenderDeps,
): string {
  const { publication, feed, label, latest: sequence } = current;
  const views = articles.map((article) => viewOf(article, publicUrl));
  return renderFeed({
    publication,
    feed,
    label,
    format,
    publicUrl,
    sequence,
    gone,
    articles: views,
    ...(only && { only }),
  });
}
