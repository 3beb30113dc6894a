import type { Article } from '#lib/domain/article.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import { later } from '#lib/domain/instant.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { articleMembership, termsOf } from '#lib/events/feed-membership.ts';
import type { FeedEntries, FeedHead, FeedHeads } from './feed-ports.ts';
import type { Articles, Clock, Ids, Pauses, Watermarks } from './ports.ts';

export interface RebuildDeps {
  readonly articles: Pick<Articles, 'getMany' | 'listByStatus'>;
  readonly clock: Clock;
  readonly entries: Pick<FeedEntries, 'put' | 'count'>;
  readonly heads: Pick<FeedHeads, 'state' | 'write'>;
  readonly ids: Pick<Ids, 'next'>;
  /** What versions before this one kept of what was read. */
  readonly leftovers: Leftovers;
  readonly pauses: Pauses;
  readonly watermarks: Pick<Watermarks, 'lease' | 'move'>;
}

/** Items that nothing reads any more. */
export interface Leftovers {
  ofPublication(publication: PublicationId): Promise<number>;
  ofArticles(articles: readonly Article['id'][]): Promise<number>;
}

const PAGE = 100;
/** Longer than it takes to count so many feeds. */
const LEASE_MS = 60_000;
const BUSY_MS = 500;

interface Rebuilt {
  readonly articles: number;
  readonly feeds: number;
  readonly removed: number;
}

/**
 * Writes the index of a publication anew from its articles, counts its feeds, and takes away what is no longer used. May be
 * repeated, and run while articles are published: the index goes on beside it.
 */
export async function rebuildIndex(publication: PublicationId, deps: RebuildDeps): Promise<Rebuilt> {
  const feeds = new Map<string, { feed: FeedId; label: string | undefined }>();
  let [articles, removed] = [0, 0];
  for await (const page of publishedArticles(publication, deps)) {
    await deps.entries.put(publication, page.flatMap(entriesOf), deps.ids.next());
    for (const article of page)
      for (const { feed, label } of labelledFeeds(article)) {
        const name = feedName(feed);
        // The newest come first: they say how a term is spelled.
        if (!feeds.has(name)) feeds.set(name, { feed, label });
      }
    articles += page.length;
    removed += await deps.leftovers.ofArticles(page.map(({ id }) => id));
  }
  const all = [...feeds.values()];
  for (let start = 0; start < all.length; start += PAGE)
    await countAnew(publication, { feeds: all.slice(start, start + PAGE), ...deps });
  removed += await deps.leftovers.ofPublication(publication);
  return { articles, feeds: feeds.size, removed };
}

async function* publishedArticles(
  publication: PublicationId,
  { articles }: RebuildDeps,
): AsyncGenerator<readonly Article[]> {
  let after: ListPosition | undefined;
  for (;;) {
    const positions = await articles.listByStatus(publication, { status: 'published', after, limit: PAGE });
    if (positions.length > 0) yield await articles.getMany(positions.map(({ id }) => id));
    if (positions.length < PAGE) return;
    after = positions.at(-1);
  }
}

function entriesOf(article: Article) {
  const membership = articleMembership(article);
  return membership?.feeds.map((feed) => ({ feed, at: membership.at, id: article.id })) ?? [];
}

function labelledFeeds(article: Article): { feed: FeedId; label: string | undefined }[] {
  const labels = new Map(termsOf(article).map(({ feed, label }) => [feedName(feed), label]));
  return articleMembership(article)?.feeds.map((feed) => ({ feed, label: labels.get(feedName(feed)) })) ?? [];
}

interface Counting extends RebuildDeps {
  readonly feeds: readonly { readonly feed: FeedId; readonly label: string | undefined }[];
}

/** Counts feeds while the index stands still: otherwise it would count an article once more that is counted here. */
async function countAnew(publication: PublicationId, { feeds, ...deps }: Counting): Promise<void> {
  const { clock, entries, heads, ids, pauses, watermarks } = deps;
  const holder = ids.next();
  let indexed: Sequence | undefined;
  while (indexed === undefined) {
    const now = clock.now();
    indexed = await watermarks.lease(publication, { reader: 'index', holder, now, until: later(now, LEASE_MS) });
    if (indexed === undefined) await pauses.take(BUSY_MS);
  }
  const { heads: found } = await heads.state(
    publication,
    feeds.map(({ feed }) => feed),
    { consistent: true },
  );
  for (const { feed, label } of feeds) {
    const before = found.get(feedName(feed));
    const sequence = Math.max(before?.sequence ?? 0, indexed);
    const after: FeedHead = {
      ...{ feed, label: before?.label ?? label, count: await entries.count(publication, feed) },
      ...{ rev: Math.max((before?.rev ?? 0) + 1, sequence), sequence, changedAt: clock.now() },
    };
    await heads.write(publication, { before, after });
  }
  await watermarks.move(publication, { reader: 'index', holder, to: indexed });
}
