import { ARCHIVE_SEQUENCES } from '#lib/domain/archive.ts';
import type { Article, ArticleId } from '#lib/domain/article.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { isIn } from '#lib/events/feed-places.ts';
import { MAX_ITEMS } from '#lib/feeds/fitting.ts';
import type { Articles } from './ports.ts';
import type { FeedRow, FeedRows } from './reader-ports.ts';

/** What a feed holds at the moment: its newest articles, and what has lately been taken out of it. */
interface FeedContents {
  readonly articles: readonly Article[];
  readonly gone: readonly NonNullable<FeedRow['gone']>[];
}

/** What documents of one publication are rendered from: what several of them show is read once. */
export interface Readings {
  /** Consistent, in the order asked for; missing and erased ones are left out. */
  articles(ids: readonly ArticleId[]): Promise<readonly Article[]>;
  contents(feed: FeedId): Promise<FeedContents>;
}

interface Deps {
  readonly articles: Articles;
  readonly rows: FeedRows;
}

// Rows of articles that are gone take places in the query; few feeds have as many of them as of the living.
const ROWS = Math.max(MAX_ITEMS, ARCHIVE_SEQUENCES) * 2;

export function readingsOf(publication: PublicationId, { articles, rows }: Deps): Readings {
  const known = new Map<ArticleId, Article | undefined>();
  const feeds = new Map<string, Promise<FeedContents>>();

  const read = async (ids: readonly ArticleId[]) => {
    const missing = ids.filter((id) => !known.has(id));
    const found = new Map((await articles.getMany(missing)).map((article) => [article.id, article]));
    for (const id of missing) known.set(id, found.get(id));
    return ids.map((id) => known.get(id)).filter((article) => article !== undefined);
  };
  const contentsOf = async (feed: FeedId): Promise<FeedContents> => {
    const all = await rows.newest(publication, feed, { limit: ROWS, consistent: true });
    const most = feed.kind === 'archive' ? ARCHIVE_SEQUENCES : MAX_ITEMS;
    const living = all.filter(({ gone }) => !gone).slice(0, most);
    const found = await read(living.map((row) => row.id));
    return { articles: found.filter((article) => isIn(feed, article)), gone: all.flatMap(({ gone }) => gone ?? []) };
  };
  return {
    articles: read,
    contents: (feed) => {
      const name = feedName(feed);
      const contents = feeds.get(name) ?? contentsOf(feed);
      feeds.set(name, contents);
      return contents;
    },
  };
}
