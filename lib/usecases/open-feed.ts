import { archiveAt } from '#lib/domain/archive.ts';
import { Failure } from '#lib/domain/failure.ts';
import { feedName } from '#lib/domain/feed.ts';
import type { FeedKey, Log, Publications, StoredFeed, Watermarks } from './ports.ts';
import { type RenderDeps, renderFeeds } from './render-feeds.ts';

export interface OpenFeedDeps extends RenderDeps {
  readonly log: Pick<Log, 'head'>;
  readonly publications: Publications;
  readonly watermarks: Watermarks;
}

/**
 * Renders a feed that nobody has asked for before. The wish is written first and the articles read after, so that
 * whatever is published in between is seen by this reading or by the next refresh. A feed that has never held an
 * article is no feed: made-up addresses leave nothing behind.
 */
export async function openFeed(key: FeedKey, deps: OpenFeedDeps): Promise<StoredFeed> {
  const { publications, watermarks, rendered } = deps;
  const publication = await publications.get(key.publication);
  if (!publication) throw new Failure('publication.missing', `there is no publication '${key.publication}'`);
  if (!(await isThere(key, deps))) {
    throw new Failure('feed.missing', `'${key.publication}' has nothing in '${feedName(key.feed)}'`);
  }
  await rendered.want(key);
  const sequence = await watermarks.get(key.publication, 'feeds');
  const [stored] = await renderFeeds({ publication, keys: [key], sequence }, deps);
  if (!stored) throw new Failure('feed.missing', `'${feedName(key.feed)}' could not be rendered`);
  return stored;
}

/** An archive is there as soon as the log has come to it: one in which nothing was published must not end the way back. */
async function isThere({ publication, feed }: FeedKey, { rows, log }: OpenFeedDeps): Promise<boolean> {
  if (feed.kind === 'publication') return true;
  if (feed.kind === 'archive') return Number(feed.name) <= archiveAt(await log.head(publication));
  return (await rows.newest(publication, feed, { limit: 1, consistent: true })).length > 0;
}
