import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Key } from '#lib/domain/key.ts';
import type { Keys } from '#lib/usecases/ports.ts';
import { packed, unpacked } from './codecs.ts';
import { refused } from './failures.ts';
import { type Item, indexKey, indexKeys, itemKey, keys } from './keys.ts';
import { getItem, getItems, query, type Store } from './store.ts';

/** Revocation is an attribute of its own, so that it is one write, whatever else the key holds. */
const keyIn = (item: Item): Key => {
  const revokedAt = item.revokedAt?.S;
  return { ...unpacked<Key>(item), ...(revokedAt && { revokedAt: revokedAt as Key['createdAt'] }) };
};

export function dynamoKeys(store: Store): Keys {
  const TableName = store.table;
  return {
    async add(key) {
      const listed = indexKey({ pk: indexKeys.keysOf(key.publication), sk: key.id });
      const Item = { ...itemKey(keys.key(key.id)), ...listed, ...packed(key) };
      await store.client
        .send(new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' }))
        .catch(refused);
    },

    async get(id) {
      const item = await getItem(store, keys.key(id), { consistent: true });
      return item && keyIn(item);
    },

    async list(publication) {
      const { Items = [] } = await query(store, {
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :list',
        ExpressionAttributeValues: { ':list': { S: indexKeys.keysOf(publication) } },
      });
      const ids = Items.map((item) => ({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '' }));
      const found = (await getItems(store, ids)).map(keyIn);
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },

    async revoke(id, at) {
      const command = new UpdateItemCommand({
        TableName,
        Key: itemKey(keys.key(id)),
        UpdateExpression: 'SET revokedAt = :at',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':at': { S: at } },
      });
      await store.client.send(command).catch(refused);
    },
  };
}
