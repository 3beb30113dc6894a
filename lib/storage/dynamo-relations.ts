import type { ArticleId } from '#lib/domain/article.ts';
import type { Relation, Relations } from '#lib/usecases/reader-ports.ts';
import { number, numberIn, textIn } from './codecs.ts';
import { itemKey, keys } from './keys.ts';
import { deleteRequest, putRequest, query, type Store, writeItems } from './store.ts';

/** Of an article that many have something in common with, the latest of them. */
const MOST = 50;

const keyOf = (of: ArticleId, to: ArticleId) => ({ pk: keys.relations(of), sk: to });

const closestFirst = (one: Relation, other: Relation): number =>
  other.weight - one.weight || (one.id < other.id ? 1 : -1);

export function dynamoRelations(store: Store): Relations {
  return {
    put: (article, relations) =>
      writeItems(
        store,
        relations
          .flatMap(({ id, weight }) => [keyOf(article, id), keyOf(id, article)].map((key) => ({ key, weight })))
          .map(({ key, weight }) => putRequest({ ...itemKey(key), weight: number(weight) })),
      ),

    remove: (article, ids) =>
      writeItems(store, ids.flatMap((id) => [keyOf(article, id), keyOf(id, article)]).map(deleteRequest)),

    async of(article) {
      const { Items = [] } = await query(store, {
        KeyConditionExpression: 'pk = :article',
        ExpressionAttributeValues: { ':article': { S: keys.relations(article) } },
        ScanIndexForward: false,
        Limit: MOST,
      });
      const found = Items.map((item) => ({ id: textIn(item, 'sk') as ArticleId, weight: numberIn(item, 'weight') }));
      return found.toSorted(closestFirst);
    },
  };
}
