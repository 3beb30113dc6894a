import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { Publications } from '#lib/usecases/ports.ts';
import { packed, textIn, unpacked } from './codecs.ts';
import { directory, type Item, indexKey, indexKeys, itemKey, keys } from './keys.ts';
import { getItem, getItems, putIf, queryAll, type Store } from './store.ts';

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
    const items = await queryAll(store, {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :shard AND gsi1sk > :after',
      ExpressionAttributeValues: { ':shard': { S: name }, ':after': { S: page.after ?? ' ' } },
      Limit: page.limit,
    });
    return items.map((item) => textIn(item, 'gsi1sk') as PublicationId);
  };

  return {
    async add(publication) {
      const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
      return (await putIf(store, publicationItem(publication), condition)) ? 'added' : 'id-taken';
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
