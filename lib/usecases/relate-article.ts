import type { ArticleId } from '#lib/domain/article.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { slugify } from '#lib/domain/slug.ts';
import type { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import type { FeedRows, Relation, Relations } from './reader-ports.ts';

/** How many articles an article is told to be related to, by itself. */
const CLOSEST = 4;
/** How far back in a tag's list, and at how many articles a tag says nothing much any more. */
const LIST = 100;

interface RelateDeps {
  readonly rows: Pick<FeedRows, 'newest'>;
  readonly relations: Relations;
}

/**
 * Finds out, when an article is published or its tags change, which others share its tags. A tag counts the more, the
 * fewer articles have it (inverse document frequency); of equally close ones the newer come first.
 */
export async function relateArticle(
  { publication, data }: { publication: PublicationId; data: ArticleSnapshot | ArticleErasure },
  { rows, relations }: RelateDeps,
): Promise<void> {
  if (data.status !== 'published') return;
  const { previous } = data;
  if (previous && previous.status === undefined && previous.tags === undefined) return;
  const weights = await weightsOf({ publication, data }, rows);
  const closest = [...weights.values()].toSorted(
    (one, other) => other.weight - one.weight || (one.at < other.at ? 1 : -1),
  );
  await relations.put(data.id, closest.slice(0, CLOSEST));
  if (previous?.tags === undefined) return;
  const known = await relations.of(data.id);
  await relations.remove(
    data.id,
    known.flatMap(({ id }) => (weights.has(id) ? [] : [id])),
  );
}

interface Weighed extends Relation {
  readonly at: string;
}

async function weightsOf(
  { publication, data }: { publication: PublicationId; data: ArticleSnapshot },
  rows: RelateDeps['rows'],
): Promise<ReadonlyMap<ArticleId, Weighed>> {
  const names = new Set(data.tags.map(slugify));
  const lists = await Promise.all(
    [...names].map((name) => rows.newest(publication, { kind: 'tag', name }, { limit: LIST, consistent: true })),
  );
  const weights = new Map<ArticleId, Weighed>();
  for (const list of lists) {
    const others = list.filter(({ gone, id }) => !gone && id !== data.id);
    const rarity = Math.log(1 + LIST / (others.length + 1));
    for (const { id, at } of others) weights.set(id, { id, at, weight: (weights.get(id)?.weight ?? 0) + rarity });
  }
  return weights;
}
