import { ARCHIVE_SEQUENCES } from '#lib/domain/archive.ts';
import type { Article, ArticleId } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import { feedName } from '#lib/domain/feed.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { isIn } from '#lib/events/feed-places.ts';
import { compressFeed } from '#lib/feeds/compress-feed.ts';
import { editionOf } from '#lib/feeds/edition.ts';
import { MAX_ITEMS, renderFeed } from '#lib/feeds/render-feed.ts';
import type { Articles, FeedKey, FeedRow, FeedRows, RenderedFeeds, StoredFeed } from './ports.ts';

export interface RenderDeps {
  readonly articles: Articles;
  readonly rows: FeedRows;
  readonly rendered: RenderedFeeds;
  readonly publicUrl: string;
}

export interface Rendering {
  readonly publication: Publication;
  readonly keys: readonly FeedKey[];
  /** Of the last event that the rows have seen for certain. */
  readonly sequence: Sequence;
}

/** What a feed holds at the moment: its newest articles, and what has lately been taken out of it. */
interface FeedContents {
  readonly articles: readonly Article[];
  readonly gone: readonly NonNullable<FeedRow['gone']>[];
}

// Rows of articles that are gone take places in the query; few feeds have as many of them as of the living.
const ROWS = Math.max(MAX_ITEMS, ARCHIVE_SEQUENCES) * 2;

/** Reads feeds consistently, renders them and stores them; an article that is in several is read once. */
export async function renderFeeds(rendering: Rendering, deps: RenderDeps): Promise<readonly StoredFeed[]> {
  const read = articleReader(deps.articles);
  const stored: StoredFeed[] = [];
  for (const keys of Map.groupBy(rendering.keys, ({ feed }) => feedName(feed)).values()) {
    const contents = await contentsOf(rendering.publication, { keys, read, rows: deps.rows });
    for (const key of keys) stored.push(await renderOne(key, { ...rendering, contents, ...deps }));
  }
  return stored;
}

type ReadArticles = (ids: readonly ArticleId[]) => Promise<readonly Article[]>;

function articleReader(articles: Articles): ReadArticles {
  const known = new Map<ArticleId, Article | undefined>();
  return async (ids) => {
    const missing = ids.filter((id) => !known.has(id));
    const found = new Map((await articles.getMany(missing)).map((article) => [article.id, article]));
    for (const id of missing) known.set(id, found.get(id));
    return ids.map((id) => known.get(id)).filter((article) => article !== undefined);
  };
}

async function contentsOf(
  { id }: Publication,
  { keys, read, rows }: { keys: readonly FeedKey[]; read: ReadArticles; rows: FeedRows },
): Promise<FeedContents> {
  const [key] = keys;
  if (!key) return { articles: [], gone: [] };
  const all = await rows.newest(id, key.feed, { limit: ROWS, consistent: true });
  const most = key.feed.kind === 'archive' ? ARCHIVE_SEQUENCES : MAX_ITEMS;
  const living = all.filter(({ gone }) => !gone).slice(0, most);
  const articles = await read(living.map((row) => row.id));
  return {
    articles: articles.filter((article) => isIn(key.feed, article)),
    gone: all.flatMap(({ gone }) => gone ?? []),
  };
}

async function renderOne(key: FeedKey, at: Rendering & RenderDeps & { contents: FeedContents }): Promise<StoredFeed> {
  const { publication, publicUrl, sequence } = at;
  const { gone } = at.contents;
  const articles = at.contents.articles.map((article) => viewOf(article, publicUrl));
  const { body, etag, lastModified } = renderFeed({ ...key, publication, publicUrl, articles, gone, sequence });
  const feed = { etag, lastModified, sequence, edition: editionOf(publicUrl), bodies: await compressFeed(body) };
  await at.rendered.store(key, feed);
  return feed;
}
