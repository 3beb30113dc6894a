import type { ArticleId } from '#lib/domain/article.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import type { FeedRow, FeedRows, Relation, Relations } from './reader-ports.ts';

/** How many articles an article is told to be related to, by itself. */
const CLOSEST = 4;
/** How far back in a tag's list, and at how many articles a tag says nothing much any more. */
const LIST = 100;

interface RelateDeps {
  readonly rows: Pick<FeedRows, 'newest'>;
  readonly relations: Relations;
}

/**
 * Finds out, of articles that were published or whose tags changed, which others share their tags. A tag counts the
 * more, the fewer articles have it (inverse document frequency); of equally close ones the newer come first. Their rows
 * must be in the lists already; a tag's list is read once for all of them.
 */
export async function relateArticles(
  { publication, changes }: { publication: PublicationId; changes: readonly (ArticleSnapshot | ArticleErasure)[] },
  { rows, relations }: RelateDeps,
): Promise<void> {
  const articles = changes.flatMap((data) => (data.status !== 'deleted' && isToBeRelated(data) ? [data] : []));
  const names = [...new Set(articles.flatMap(tagsOf))];
  const read = (name: string) => rows.newest(publication, { kind: 'tag', name }, { limit: LIST, consistent: true });
  const lists = new Map(await Promise.all(names.map(async (name) => [name, await read(name)] as const)));
  for (const article of articles) await relate(article, { lists, relations });
}

const isToBeRelated = ({ status, previous }: ArticleSnapshot): boolean =>
  status === 'published' && (!previous || previous.status !== undefined || previous.tags !== undefined);

const tagsOf = ({ tags }: ArticleSnapshot): readonly string[] => [...new Set(tags.map(slugify))];

type Lists = ReadonlyMap<string, readonly FeedRow[]>;

async function relate(
  article: ArticleSnapshot,
  { lists, relations }: { lists: Lists; relations: Relations },
): Promise<void> {
  const weights = weightsOf(article, lists);
  const closest = [...weights.values()].toSorted(
    (one, other) => other.weight - one.weight || (one.at < other.at ? 1 : -1),
  );
  await relations.put(article.id, closest.slice(0, CLOSEST));
  if (article.previous?.tags === undefined) return;
  const known = await relations.of(article.id);
  const lost = known.flatMap(({ id }) => (weights.has(id) ? [] : [id]));
  await relations.remove(article.id, lost);
}

interface Weighed extends Relation {
  readonly at: string;
}

function weightsOf(article: ArticleSnapshot, lists: Lists): ReadonlyMap<ArticleId, Weighed> {
  const weights = new Map<ArticleId, Weighed>();
  for (const name of tagsOf(article)) {
    const others = (lists.get(name) ?? []).filter(({ gone, id }) => !gone && id !== article.id);
    const rarity = Math.log(1 + LIST / (others.length + 1));
    for (const { id, at } of others) weights.set(id, { id, at, weight: (weights.get(id)?.weight ?? 0) + rarity });
  }
  return weights;
}
