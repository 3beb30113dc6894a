import type { ArticleId } from '#lib/domain/article.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import { placesAround } from '#lib/events/feed-places.ts';
import type { FeedRows } from './ports.ts';

interface Placing {
  readonly publication: PublicationId;
  readonly data: ArticleSnapshot | ArticleErasure;
  readonly time: Instant;
}

/**
 * Brings the lists behind the feeds up to an event, and says which feeds it touched. Safe to repeat, and safe beside
 * another reader that is behind: a row gives way only to a later revision, so what was taken out stays out.
 */
export async function placeArticle({ publication, data, time }: Placing, rows: FeedRows): Promise<readonly FeedId[]> {
  const { before, now } = placesAround(data);
  const id: ArticleId = data.id;
  const { revision } = data;
  const entered = now ? without(now.feeds, before?.at === now.at ? before.feeds : []) : [];
  const left = before ? without(before.feeds, before.at === now?.at ? now.feeds : []) : [];
  const gone = { at: time, ...(now ? {} : { uri: data.uri }) };
  await Promise.all([
    ...entered.map((feed) => now && rows.put(publication, feed, { at: now.at, id, revision })),
    ...left.map((feed) => before && rows.put(publication, feed, { at: before.at, id, revision, gone })),
  ]);
  return [...(now?.feeds ?? []), ...left];
}

function without(feeds: readonly FeedId[], others: readonly FeedId[]): readonly FeedId[] {
  const names = new Set(others.map(feedName));
  return feeds.filter((feed) => !names.has(feedName(feed)));
}
