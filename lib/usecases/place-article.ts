import type { ArticleId } from '#lib/domain/article.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import { placesAround, placesIn } from '#lib/events/feed-places.ts';
import type { FeedRows, Places } from './reader-ports.ts';

interface Placing {
  readonly publication: PublicationId;
  readonly data: ArticleSnapshot | ArticleErasure;
  readonly time: Instant;
  /** The names of the composed feeds that are kept up to date. */
  readonly compositions: readonly string[];
}

/**
 * Brings the lists behind the feeds up to an event, and says which feeds it touched. Safe to repeat, and safe beside
 * another reader that is behind: a row gives way only to a later revision, so what was taken out stays out.
 */
export async function placeArticle(
  { publication, data, time, compositions }: Placing,
  { rows, places }: { rows: Pick<FeedRows, 'put'>; places: Pick<Places, 'add'> },
): Promise<readonly FeedId[]> {
  const { before, now } = placesAround(data, compositions);
  const id: ArticleId = data.id;
  const { revision } = data;
  const entered = now ? without(now.feeds, before?.at === now.at ? before.feeds : []) : [];
  const left = before ? without(before.feeds, before.at === now?.at ? now.feeds : []) : [];
  const gone = { at: time, ...(now ? {} : { uri: data.uri }) };
  await Promise.all([
    ...entered.map((feed) => now && rows.put(publication, feed, { at: now.at, id, revision })),
    ...left.map((feed) => before && rows.put(publication, feed, { at: before.at, id, revision, gone })),
    data.status === 'published' ? places.add(publication, placesIn(data)) : undefined,
  ]);
  return [...(now?.feeds ?? []), ...left];
}

function without(feeds: readonly FeedId[], others: readonly FeedId[]): readonly FeedId[] {
  const names = new Set(others.map(feedName));
  return feeds.filter((feed) => !names.has(feedName(feed)));
}
