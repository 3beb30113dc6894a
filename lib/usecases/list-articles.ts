import type { Article, ArticleId, ArticleStatus } from '#lib/domain/article.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { FeedEntries } from './feed-ports.ts';
import type { Articles } from './ports.ts';

export interface ArticleFilters {
  readonly publication: PublicationId;
  /** Published ones when left out; of an external id, whatever it is. */
  readonly status?: ArticleStatus | undefined;
  readonly section?: string | undefined;
  readonly tag?: string | undefined;
  readonly author?: string | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

export interface ArticleQuery extends ArticleFilters {
  readonly after?: ListPosition | undefined;
  readonly limit: number;
}

export interface ArticlePage {
  readonly articles: readonly Article[];
  /** Where the next page begins; absent on the last. */
  readonly next?: ListPosition | undefined;
}

interface Deps {
  readonly articles: Pick<Articles, 'getMany' | 'idOf' | 'listByStatus'>;
  readonly entries: Pick<FeedEntries, 'newest'>;
}

const ROUNDS = 5;
// Sorts after every article id: `until` includes the articles of that very moment.
const LAST_ID = 'art_~' as ArticleId;

/**
 * One page, newest first. A page may be short of its limit, even empty, while there is more: what is filtered away is
 * read all the same, and a page reads a bounded amount.
 */
export async function listArticles({ status = 'published', ...asked }: ArticleQuery, deps: Deps): Promise<ArticlePage> {
  const query: Query = { ...asked, status };
  const found: Article[] = [];
  let after = query.after ?? (query.until && { at: query.until, id: LAST_ID });
  for (let round = 0; round < ROUNDS && found.length < query.limit; round += 1) {
    const limit = query.limit - found.length;
    const positions = await positionsAfter(query, { after, limit, ...deps });
    const inTime = positions.filter(({ at }) => !query.since || at >= query.since);
    const articles = await deps.articles.getMany(inTime.map(({ id }) => id));
    found.push(...articles.filter((article) => belongs(article, query)));
    if (inTime.length < limit) return { articles: found };
    after = positions.at(-1);
  }
  return { articles: found, next: after };
}

type Query = ArticleQuery & { readonly status: ArticleStatus };

/** The one article that its publisher calls so, if it is there and is what else is asked for. */
export async function findByExternalId(
  externalId: string,
  query: ArticleFilters,
  { articles }: Deps,
): Promise<ArticlePage> {
  const id = await articles.idOf(query.publication, externalId);
  const found = id ? await articles.getMany([id]) : [];
  return { articles: found.filter((article) => belongs(article, query)) };
}

async function positionsAfter(
  query: Query,
  { after, limit, articles, entries }: Deps & Page,
): Promise<readonly ListPosition[]> {
  const { publication, status } = query;
  const feed = status === 'published' ? narrowestFeed(query) : undefined;
  return feed
    ? entries.newest(publication, feed, { after, limit, consistent: false })
    : articles.listByStatus(publication, { status, after, limit });
}

interface Page {
  readonly after: ListPosition | undefined;
  readonly limit: number;
}

/** The list that a filter can read instead of the whole publication's. */
function narrowestFeed({ author, tag, section }: ArticleQuery): FeedId | undefined {
  if (author) return { kind: 'author', name: author };
  if (tag) return { kind: 'tag', name: slugify(tag) };
  return section ? { kind: 'section', name: slugify(section) } : undefined;
}

function belongs(article: Article, { status, section, tag, author }: ArticleFilters): boolean {
  return (
    (!status || article.status === status) &&
    (!section || slugify(article.section ?? '') === slugify(section)) &&
    (!tag || article.tags.some((name) => slugify(name) === slugify(tag))) &&
    (!author || article.authors.some(({ id }) => id === author))
  );
}
