import { Failure } from '#lib/domain/failure.ts';
import { feedName } from '#lib/domain/feed.ts';
import type { Watermarks } from './ports.ts';
import type { FeedKey, StoredDocument } from './reader-ports.ts';
import { type RenderDeps, renderFeeds } from './render-feeds.ts';
import { type WantFeedDeps, wantFeed } from './want-feed.ts';

export interface OpenFeedDeps extends RenderDeps, Pick<WantFeedDeps, 'log' | 'publications'> {
  readonly watermarks: Watermarks;
}

/**
 * Renders a feed that nobody has asked for before. The wish is written first and the articles read after, so that
 * whatever is published in between is seen by this reading or by the next refresh.
 */
export async function openFeed(key: FeedKey, deps: OpenFeedDeps): Promise<StoredDocument> {
  const publication = await wantFeed(key, deps);
  const sequence = await deps.watermarks.get(key.publication, 'feeds');
  const [stored] = await renderFeeds({ publication, keys: [key], sequence }, deps);
  if (!stored) throw new Failure('feed.missing', `'${feedName(key.subject)}' could not be rendered`);
  return stored;
}
