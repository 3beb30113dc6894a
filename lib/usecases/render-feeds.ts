import { viewOf } from '#lib/domain/article-view.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { type Readings, readingsOf } from './feed-contents.ts';
import { type KeepDeps, keepDocument } from './keep-document.ts';
import type { Articles } from './ports.ts';
import type { FeedKey, FeedRows, StoredDocument } from './reader-ports.ts';

export interface RenderDeps extends KeepDeps {
  readonly articles: Articles;
  readonly rows: FeedRows;
}

export interface Rendering<Key> {
  readonly publication: Publication;
  readonly keys: readonly Key[];
  /** Of the last event that the rows have seen for certain. */
  readonly sequence: Sequence;
  /** @default those of this rendering alone */
  readonly readings?: Readings;
}

/** Reads feeds consistently, renders them and stores them; an article that is in several is read once. */
export async function renderFeeds(
  { publication, keys, sequence, readings }: Rendering<FeedKey>,
  deps: RenderDeps,
): Promise<readonly StoredDocument[]> {
  const { publicUrl } = deps;
  const { contents } = readings ?? readingsOf(publication.id, deps);
  const stored: StoredDocument[] = [];
  for (const key of keys) {
    const { articles, gone } = await contents(key.subject);
    const views = articles.map((article) => viewOf(article, publicUrl));
    const { subject: feed, format } = key;
    const rendered = renderFeed({ feed, format, publication, publicUrl, articles: views, gone, sequence });
    stored.push(await keepDocument(key, { ...rendered, sequence }, deps));
  }
  return stored;
}
