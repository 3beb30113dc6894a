import { DeleteItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#lib/domain/instant.ts';
import type { Timer, Timers } from '#lib/usecases/ports.ts';
import { text, textIn } from './codecs.ts';
import { refused, unlessConditionFailed } from './failures.ts';
import { type Item, itemKey, keys, timerShards } from './keys.ts';
import { getItem, queryAll, type Store } from './store.ts';

export const timerItem = (timer: Timer): Item => ({
  ...itemKey(keys.timer(timer)),
  publication: text(timer.publication),
});

function timerIn(item: Item): Timer {
  const [due, kind, subject] = textIn(item, 'sk').split('#');
  return { due, kind, subject, publication: textIn(item, 'publication') } as Timer;
}

export function dynamoTimers(store: Store): Timers {
  const { client, table: TableName } = store;
  return {
    async dueIn(minute) {
      const shards = await Promise.all(timerShards(minute).map((shard) => wholeShard(store, shard)));
      return shards
        .flat()
        .map(timerIn)
        .toSorted((one, other) => (one.due < other.due ? -1 : 1));
    },

    async hand() {
      const item = await getItem(store, keys.hand, { consistent: true });
      return item && (textIn(item, 'at') as Instant);
    },

    async turn(to) {
      const command = new UpdateItemCommand({
        TableName,
        Key: itemKey(keys.hand),
        UpdateExpression: 'SET #at = :to',
        ConditionExpression: 'attribute_not_exists(pk) OR #at < :to',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':to': text(to) },
      });
      await client.send(command).catch(unlessConditionFailed);
    },

    async remove(timer) {
      await client.send(new DeleteItemCommand({ TableName, Key: itemKey(keys.timer(timer)) })).catch(refused);
    },

    async postpone(timer, due) {
      const TransactItems = [
        { Delete: { TableName, Key: itemKey(keys.timer(timer)) } },
        { Put: { TableName, Item: timerItem({ ...timer, due }) } },
      ];
      await client.send(new TransactWriteItemsCommand({ TransactItems })).catch(refused);
    },
  };
}

const wholeShard = (store: Store, shard: string): Promise<Item[]> =>
  queryAll(store, {
    KeyConditionExpression: 'pk = :shard',
    ExpressionAttributeValues: { ':shard': { S: shard } },
    ConsistentRead: true,
  });
