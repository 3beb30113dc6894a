import type { Article } from '#lib/domain/article.ts';
import { Failure } from '#lib/domain/failure.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { NEWS } from '#lib/pages/render-news-sitemap.ts';
import type { FeedEntries } from './feed-ports.ts';
import type { Articles } from './ports.ts';

const FEED = { kind: 'publication' } as const;

interface News {
  readonly publication: Publication;
  readonly now: Instant;
}

/** How many sitemaps the news of the last two days takes; at least one, which may be empty. */
export async function newsSitemaps(
  { publication, now }: News,
  { entries }: { entries: Pick<FeedEntries, 'count'> },
): Promise<number> {
  const count = await entries.count(publication.id, FEED, later(now, -NEWS.ms));
  return Math.max(1, Math.ceil(count / NEWS.most));
}

interface Deps {
  readonly articles: Pick<Articles, 'getMany'>;
  readonly entries: Pick<FeedEntries, 'newest'>;
}

/** Articles of the last two days that are in one of the sitemaps of news, by its number from 1 on. */
export async function latestNews(
  { publication, number, now }: News & { number: number },
  { articles, entries }: Deps,
): Promise<readonly Article[]> {
  const since = later(now, -NEWS.ms);
  let after: Awaited<ReturnType<FeedEntries['newest']>>[number] | undefined;
  for (let sitemap = 1; ; sitemap += 1) {
    const found = await entries.newest(publication.id, FEED, { limit: NEWS.most, after, since, consistent: false });
    if (sitemap === number) {
      if (found.length === 0 && number > 1) break;
      const read = await articles.getMany(found.map(({ id }) => id));
      return read.filter(({ status }) => status === 'published');
    }
    after = found.at(-1);
    if (found.length < NEWS.most) break;
  }
  throw new Failure('route.missing', `'${publication.id}' has no sitemap of news with the number ${number}`);
}
