import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { Publications } from '#lib/usecases/ports.ts';
import { packed, textIn, unpacked } from './codecs.ts';
import { isConditionFailure, refused } from './failures.ts';
import { directory, type Item, indexKey, indexKeys, itemKey, keys } from './keys.ts';
import { getItem, getItems, query, type Store } from './store.ts';

export const publicationItem = (publication: Publication): Item => ({
  ...itemKey(keys.publication(publication.id)),
  ...indexKey(indexKeys.directory(publication.id)),
  ...packed(publication),
  revision: { N: String(publication.revision) },
});

export function dynamoPublications(store: Store): Publications {
  const shard = async (
    name: string,
    page: { after?: PublicationId | undefined; limit?: number },
  ): Promise<PublicationId[]> => {
    const ids: PublicationId[] = [];
    let start: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await query(store, {
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :shard AND gsi1sk > :after',
        ExpressionAttributeValues: { ':shard': { S: name }, ':after': { S: page.after ?? ' ' } },
        ...(page.limit && { Limit: page.limit }),
        ExclusiveStartKey: start,
      });
      ids.push(...Items.map((item) => textIn(item, 'gsi1sk') as PublicationId));
      start = LastEvaluatedKey;
    } while (start && (!page.limit || ids.length < page.limit));
    return ids;
  };

  return {
    async add(publication) {
      try {
        const Item = publicationItem(publication);
        await store.client.send(
          new PutItemCommand({ TableName: store.table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        );
        return 'added';
      } catch (error) {
        return isConditionFailure(error) ? 'id-taken' : refused(error);
      }
    },

    async get(id) {
      const item = await getItem(store, keys.publication(id), { consistent: true });
      return item && unpacked<Publication>(item);
    },

    async list({ after, limit }) {
      const shards = await Promise.all(directory.map((name) => shard(name, { after, limit })));
      const ids = shards.flat().sort().slice(0, limit);
      const items = await getItems(store, ids.map(keys.publication));
      return items.map((item) => unpacked<Publication>(item)).sort((one, other) => (one.id < other.id ? -1 : 1));
    },

    async *ids() {
      for (const name of directory) yield* await shard(name, {});
    },
  };
}
