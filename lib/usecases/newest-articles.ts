import type { Article } from '#lib/domain/article.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { NEWS } from '#lib/pages/render-news-sitemap.ts';
import type { Readings } from './feed-contents.ts';
import type { FeedRows } from './reader-ports.ts';

interface Reading {
  readonly publication: Publication;
  readonly readings: Readings;
}

interface Deps {
  readonly rows: Pick<FeedRows, 'newest'>;
}

const LIST = { kind: 'publication' } as const;

/** Of the whole publication, and published. */
export async function newestArticles(
  { publication, readings, limit }: Reading & { limit: number },
  { rows }: Deps,
): Promise<readonly Article[]> {
  const newest = await rows.newest(publication.id, LIST, { limit: 2 * limit, consistent: true });
  const living = newest.filter(({ gone }) => !gone).slice(0, limit);
  return published(await readings.articles(living.map(({ id }) => id)));
}

/** What was published in the last two days. */
export async function newsOf(
  { publication, readings, now }: Reading & { now: Instant },
  { rows }: Deps,
): Promise<readonly Article[]> {
  const since = later(now, -NEWS.ms);
  const newest = await rows.newest(publication.id, LIST, { limit: NEWS.most, consistent: false });
  const news = newest.filter(({ at, gone }) => !gone && at >= since);
  return published(await readings.articles(news.map(({ id }) => id)));
}

const published = (articles: readonly Article[]) => articles.filter(({ status }) => status === 'published');
