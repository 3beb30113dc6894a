import { type TransactWriteItem, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#lib/domain/instant.ts';
import type { Key } from '#lib/domain/key.ts';
import type { KeyMaker, Keys, UsedKey } from '#lib/usecases/ports.ts';
import { packed, text, textIn, unpacked } from './codecs.ts';
import { cancellations, conditionFailed, conflicted, refused } from './failures.ts';
import { type Item, indexKey, indexKeys, itemKey, keys } from './keys.ts';
import { getItem, getItems, putIf, queryAll, type Store } from './store.ts';

/** Named as the end that a key is made with, which lies in its body. */
const OVERLAP_END = 'expiresAt';

const instantIn = (item: Item, name: string) => item[name]?.S as Instant | undefined;

/** What ends a key before its time are attributes of their own, so that it is one write, whatever else the key holds. */
const keyIn = (item: Item): Key => {
  const revokedAt = instantIn(item, 'revokedAt');
  const overlapEndsAt = instantIn(item, OVERLAP_END);
  return { ...unpacked<Key>(item), ...(revokedAt && { revokedAt }), ...(overlapEndsAt && { overlapEndsAt }) };
};

/** Of the items of keys and of their uses: the keys, each with its last use. */
function usedKeysIn(items: readonly Item[]): UsedKey[] {
  const uses = items.filter(({ lastUsedAt }) => lastUsedAt);
  const lastUses = new Map(uses.map((item) => [textIn(item, 'pk'), instantIn(item, 'lastUsedAt')]));
  return items
    .filter(({ body }) => body)
    .map((item) => {
      const lastUsedAt = lastUses.get(textIn(item, 'pk'));
      return { ...keyIn(item), ...(lastUsedAt && { lastUsedAt }) };
    });
}

/** Holds as long as a key is neither revoked nor rotated away. */
const stillGood = ({ id, now }: KeyMaker) => ({
  Key: itemKey(keys.key(id)),
  ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(revokedAt) AND (attribute_not_exists(${OVERLAP_END}) OR ${OVERLAP_END} > :now)`,
  ExpressionAttributeValues: { ':now': text(now) },
});

export function dynamoKeys(store: Store): Keys {
  const TableName = store.table;
  const putNew = (key: Key) => {
    const listed = indexKey({ pk: indexKeys.keysOf(key.publication), sk: key.id });
    const Item = { ...itemKey(keys.key(key.id)), ...listed, ...packed(key) };
    return { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' };
  };
  const checkOf = (maker: KeyMaker) => ({ ConditionCheck: { TableName, ...stillGood(maker) } });

  /** Whether all of it was written: not when the keys that it is about have changed, or are being changed. */
  async function isWritten(TransactItems: TransactWriteItem[]): Promise<boolean> {
    try {
      await store.client.send(new TransactWriteItemsCommand({ TransactItems }));
      return true;
    } catch (error) {
      const reasons = cancellations(error) ?? [];
      return reasons.some((reason) => conditionFailed(reason) || conflicted(reason)) ? false : refused(error);
    }
  }

  return {
    async add(key, by) {
      const put = putNew(key);
      if (by) return (await isWritten([{ Put: put }, checkOf(by)])) ? 'added' : 'changed';
      const { Item, ConditionExpression } = put;
      if (!(await putIf(store, Item, { ConditionExpression })))
        refused(new Error(`there is a key '${key.id}' already`));
      return 'added';
    },

    async get(id) {
      const item = await getItem(store, keys.key(id), { consistent: true });
      return item && keyIn(item);
    },

    async withUse(id) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :key',
        ExpressionAttributeValues: { ':key': text(keys.key(id).pk) },
        ConsistentRead: true,
      });
      return usedKeysIn(items)[0];
    },

    async list(publication) {
      const items = await queryAll(store, {
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :list',
        ExpressionAttributeValues: { ':list': text(indexKeys.keysOf(publication)) },
      });
      const ids = items.map((item) => textIn(item, 'gsi1sk'));
      const found = usedKeysIn(
        await getItems(
          store,
          ids.flatMap((id) => [keys.key(id), keys.keyUse(id)]),
        ),
      );
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },

    async rotate(id, { to, endsAt, by }) {
      const { ConditionExpression, ...good } = stillGood({ id, now: by.now });
      const end = {
        ...{ TableName, ...good, UpdateExpression: `SET ${OVERLAP_END} = :end` },
        ConditionExpression: `${ConditionExpression} AND (attribute_not_exists(${OVERLAP_END}) OR ${OVERLAP_END} >= :end)`,
        ExpressionAttributeValues: { ...good.ExpressionAttributeValues, ':end': text(endsAt) },
      };
      const checks = by.id === id ? [] : [checkOf(by)];
      return (await isWritten([{ Update: end }, { Put: putNew(to) }, ...checks])) ? 'rotated' : 'changed';
    },

    async revoke(id, at) {
      const command = new UpdateItemCommand({
        TableName,
        Key: itemKey(keys.key(id)),
        UpdateExpression: 'SET revokedAt = :at',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':at': text(at) },
      });
      await store.client.send(command).catch(refused);
    },
  };
}
