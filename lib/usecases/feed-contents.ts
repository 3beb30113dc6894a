import { ARCHIVE_SEQUENCES } from '#lib/domain/archive.ts';
import type { Article } from '#lib/domain/article.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { isIn } from '#lib/events/feed-membership.ts';
import { USUAL_ITEMS } from '#lib/feeds/fitting.ts';
import type { FeedEntries, Tombstone, Tombstones } from './feed-ports.ts';
import { type CurrentFeed, listsOf } from './feed-state.ts';
import type { Articles } from './ports.ts';
import { walkEntries } from './walk-entries.ts';

export interface ContentsDeps {
  readonly articles: Pick<Articles, 'getMany'>;
  readonly entries: Pick<FeedEntries, 'newest'>;
  readonly tombstones: Pick<Tombstones, 'newest'>;
}

/** What a feed holds at the moment: its newest articles, and what has lately left it. */
export interface FeedContents {
  readonly articles: readonly Article[];
  readonly gone: readonly Tombstone[];
}

/** Entries that a rendering reads at the most; of a composed feed, which must look for what its lists have in common. */
const MOST_ENTRIES = { one: 200, composed: 1_000 };
const MOST_TOMBSTONES = 20;
/** A few more than are wanted: of some the article has left since. */
const SPARE = 4;

/** Reads what a feed holds, consistently. */
export async function feedContents({ feed, publication }: CurrentFeed, deps: ContentsDeps): Promise<FeedContents> {
  const most = feed.kind === 'archive' ? ARCHIVE_SEQUENCES : (publication.feedItems ?? USUAL_ITEMS);
  const [articles, tombstones] = await Promise.all([
    newestArticles({ publication: publication.id, feed, limit: most }, deps),
    feed.kind === 'composed' ? [] : deps.tombstones.newest(publication.id, feed, MOST_TOMBSTONES),
  ]);
  return { articles, gone: await stillGone(feed, tombstones, deps) };
}

interface Newest {
  readonly publication: PublicationId;
  readonly feed: FeedId;
  readonly limit: number;
  readonly after?: ListPosition | undefined;
}

/** The newest articles of a feed, as far as a bounded number of entries goes. */
export async function newestArticles(
  { publication, feed, limit, after }: Newest,
  { articles, entries }: Pick<ContentsDeps, 'articles' | 'entries'>,
): Promise<readonly Article[]> {
  const lists = listsOf(feed);
  const isAlone = lists.all.length === 1 && lists.all[0]?.length === 1 && lists.not.length === 0;
  const walk = walkEntries(
    {
      ...{ publication, ...lists, after, page: isAlone ? limit + SPARE : limit },
      most: feed.kind === 'composed' ? MOST_ENTRIES.composed : Math.max(MOST_ENTRIES.one, limit + SPARE),
    },
    entries,
  );
  const found: Article[] = [];
  while (found.length < limit) {
    const positions = await taken(walk, limit - found.length);
    if (positions.length === 0) break;
    const read = await articles.getMany(positions.map(({ id }) => id));
    const dates = new Map(positions.map(({ id, at }) => [id, at]));
    found.push(...read.filter((article) => article.publishedAt === dates.get(article.id) && isIn(feed, article)));
  }
  return found;
}

async function taken(walk: AsyncGenerator<ListPosition>, most: number): Promise<ListPosition[]> {
  const positions: ListPosition[] = [];
  while (positions.length < most) {
    const { value, done } = await walk.next();
    if (done) break;
    positions.push(value);
  }
  return positions;
}

/** Tombstones whose articles are still gone: from the feed, and from everywhere where they say so. */
async function stillGone(
  feed: FeedId,
  tombstones: readonly Tombstone[],
  { articles }: Pick<ContentsDeps, 'articles'>,
): Promise<readonly Tombstone[]> {
  if (tombstones.length === 0) return [];
  const found = await articles.getMany([...new Set(tombstones.map(({ id }) => id))]);
  const back = new Map(found.filter(({ status }) => status === 'published').map((article) => [article.id, article]));
  return tombstones.flatMap((tombstone) => {
    const article = back.get(tombstone.id);
    if (!article) return [tombstone];
    if (isIn(feed, article)) return [];
    const { uri: _elsewhere, ...left } = tombstone;
    return [left];
  });
}
