import type { Article, ArticleId } from '#lib/domain/article.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { Articles } from './ports.ts';
import type { FeedRows, Relations } from './reader-ports.ts';

const MOST_RELATED = 4;
/** Some that are known to be related may have been withdrawn since. */
const CANDIDATES = 3 * MOST_RELATED;

interface Deps {
  readonly articles: Pick<Articles, 'getMany'>;
  readonly relations: Pick<Relations, 'of'>;
  readonly rows: Pick<FeedRows, 'newest'>;
}

/** What somebody who has read an article may want to read next: by its tags, and then the newest of its section. */
export async function relatedArticles(article: Article, deps: Deps): Promise<readonly Article[]> {
  const byTags = (await deps.relations.of(article.id)).slice(0, CANDIDATES).map(({ id }) => id);
  const close = await published(byTags, { besides: [article], ...deps });
  if (close.length >= MOST_RELATED || !article.section) return close.slice(0, MOST_RELATED);
  const section = { kind: 'section', name: slugify(article.section) } as const;
  const rows = await deps.rows.newest(article.publication, section, { limit: CANDIDATES, consistent: false });
  const living = rows.flatMap(({ id, gone }) => (gone ? [] : [id]));
  const others = await published(living, { besides: [article, ...close], ...deps });
  return [...close, ...others].slice(0, MOST_RELATED);
}

async function published(
  ids: readonly ArticleId[],
  { besides, articles }: { besides: readonly Article[] } & Deps,
): Promise<readonly Article[]> {
  const known = new Set(besides.map(({ id }) => id));
  const found = await articles.getMany(ids.filter((id) => !known.has(id)));
  return found.filter(({ status }) => status === 'published');
}
