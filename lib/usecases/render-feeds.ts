import { viewOf } from '#lib/domain/article-view.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { compressFeed } from '#lib/feeds/compress-feed.ts';
import { editionOf } from '#lib/feeds/edition.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { type Readings, readingsOf } from './feed-contents.ts';
import { freshUntil } from './freshness.ts';
import type { Articles, Clock } from './ports.ts';
import type { Documents, FeedKey, FeedRows, StoredDocument } from './reader-ports.ts';

export interface RenderDeps {
  readonly articles: Articles;
  readonly clock: Clock;
  readonly documents: Documents;
  readonly rows: FeedRows;
  readonly publicUrl: string;
}

export interface Rendering<Key> {
  readonly publication: Publication;
  readonly keys: readonly Key[];
  /** Of the last event that the rows have seen for certain. */
  readonly sequence: Sequence;
  readonly readings?: Readings;
}

/** Reads feeds consistently, renders them and stores them; an article that is in several is read once. */
export async function renderFeeds(rendering: Rendering<FeedKey>, deps: RenderDeps): Promise<readonly StoredDocument[]> {
  const { publication, keys, readings = readingsOf(publication.id, deps) } = rendering;
  const stored: StoredDocument[] = [];
  for (const key of keys) stored.push(await renderOne(key, { ...rendering, ...deps, readings }));
  return stored;
}

async function renderOne(
  key: FeedKey,
  {
    publication,
    sequence,
    readings,
    clock,
    documents,
    publicUrl,
  }: Rendering<FeedKey> & RenderDeps & { readings: Readings },
): Promise<StoredDocument> {
  const { articles, gone } = await readings.contents(key.subject);
  const views = articles.map((article) => viewOf(article, publicUrl));
  const feed = { feed: key.subject, format: key.format, publication, publicUrl, articles: views, gone, sequence };
  const { body, etag, lastModified } = renderFeed(feed);
  const document = {
    ...{ etag, lastModified, sequence, edition: editionOf(publicUrl), bodies: await compressFeed(body) },
    ...freshUntil(key, clock.now()),
  };
  await documents.store(key, document);
  return document;
}
