import type { Article, ArticleId } from '#lib/domain/article.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { FeedEntries } from './feed-ports.ts';
import type { Articles } from './ports.ts';

const MOST_RELATED = 4;
/** Some that look related may have been withdrawn since. */
const CANDIDATES = MOST_RELATED + 2;
/** Tags that are looked at, and how far back in each: a tag with so many articles says nothing much any more. */
const TAGS = 5;
const NEWEST = 100;

export interface RelatedDeps {
  readonly articles: Pick<Articles, 'getMany'>;
  readonly entries: Pick<FeedEntries, 'newest'>;
}

/** What somebody who has read an article may want to read next: by its tags, and then the newest of its section. */
export async function relatedArticles(article: Article, deps: RelatedDeps): Promise<readonly Article[]> {
  const candidates = (await closestByTags(article, deps)).slice(0, CANDIDATES);
  const close = await published(candidates, { besides: [article], ...deps });
  if (close.length >= MOST_RELATED || !article.section) return close.slice(0, MOST_RELATED);
  const section = { kind: 'section', name: slugify(article.section) } as const;
  const limit = CANDIDATES + close.length;
  const newest = await deps.entries.newest(article.publication, section, { limit, consistent: false });
  const others = await published(
    newest.map(({ id }) => id),
    { besides: [article, ...close], ...deps },
  );
  return [...close, ...others].slice(0, MOST_RELATED);
}

/**
 * The articles that share most with one. A tag counts the more, the fewer articles have it (inverse document frequency); of
 * equally close ones the newer come first.
 */
async function closestByTags(article: Article, { entries }: RelatedDeps): Promise<readonly ArticleId[]> {
  const names = [...new Set(article.tags.map(slugify))].filter((name) => name !== '').slice(0, TAGS);
  const lists = await Promise.all(
    names.map((name) =>
      entries.newest(article.publication, { kind: 'tag', name }, { limit: NEWEST, consistent: false }),
    ),
  );
  const weighed = new Map<ArticleId, { at: string; weight: number }>();
  for (const list of lists) {
    const others = list.filter(({ id }) => id !== article.id);
    const rarity = Math.log(1 + NEWEST / (others.length + 1));
    for (const { id, at } of others) weighed.set(id, { at, weight: (weighed.get(id)?.weight ?? 0) + rarity });
  }
  return [...weighed]
    .toSorted(([, one], [, other]) => other.weight - one.weight || (one.at < other.at ? 1 : -1))
    .map(([id]) => id);
}

async function published(
  ids: readonly ArticleId[],
  { besides, articles }: { besides: readonly Article[] } & RelatedDeps,
): Promise<readonly Article[]> {
  const known = new Set(besides.map(({ id }) => id));
  const found = await articles.getMany(ids.filter((id) => !known.has(id)));
  return found.filter(({ status }) => status === 'published');
}
