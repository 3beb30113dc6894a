import { viewOf } from '#lib/domain/article-view.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { readingsOf } from './feed-contents.ts';
import type { Articles, Publications } from './ports.ts';
import type { Documents, DocumentValidators, FeedKey, FeedRows } from './reader-ports.ts';

export interface DeltaDeps {
  readonly articles: Articles;
  readonly documents: Pick<Documents, 'validators'>;
  readonly publications: Pick<Publications, 'get'>;
  readonly rows: FeedRows;
  readonly publicUrl: string;
}

export interface Delta extends DocumentValidators {
  readonly body: string;
}

/** Clocks differ a little, and a change bears the time at which it was decided on. To be told twice harms nobody. */
const OVERLAP_MS = 5 * 60_000;

/**
 * Of a feed what has changed since its reader last saw it change, under the validators of the whole (RFC 3229); nothing
 * when that is all of it. Rendered for whoever asks: few do, and what is sent is small.
 */
export async function renderDelta(
  { key, since }: { key: FeedKey; since: Instant },
  { articles, documents, publications, rows, publicUrl }: DeltaDeps,
): Promise<Delta | undefined> {
  const [publication, current] = await Promise.all([publications.get(key.publication), documents.validators(key)]);
  if (!publication || !current) return undefined;
  const { gone, ...contents } = await readingsOf(publication.id, { articles, rows }).contents(key.subject);
  const before = later(since, -OVERLAP_MS);
  if (contents.articles.every(({ modifiedAt }) => modifiedAt > before)) return undefined;
  const { body } = renderFeed({
    ...{ publication, publicUrl, feed: key.subject, format: key.format, sequence: current.sequence },
    ...{ articles: contents.articles.map((article) => viewOf(article, publicUrl)), gone, since: before },
  });
  return { ...current, body };
}
