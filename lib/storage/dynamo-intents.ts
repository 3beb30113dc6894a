import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Intent, Intents } from '#lib/usecases/hub-ports.ts';
import { number, packed, seconds, text, unpacked } from './codecs.ts';
import { subscriptionItem } from './dynamo-subscriptions.ts';
import { timerItem } from './dynamo-timers.ts';
import { firstConditionFailed, refused } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import { getItem, type Store } from './store.ts';

const DAY_SECONDS = 86_400;

export function dynamoIntents({ client, table: TableName }: Store): Intents {
  const timerOf = ({ id: subject, topic: { publication }, due }: Intent) =>
    ({ kind: 'verify', publication, subject, due }) as const;
  const removal = (intent: Intent): TransactWriteItem[] => [
    {
      Delete: {
        ...{ TableName, Key: itemKey(keys.intent(intent.id)), ConditionExpression: 'nonce = :nonce' },
        ExpressionAttributeValues: { ':nonce': text(intent.nonce) },
      },
    },
    { Delete: { TableName, Key: itemKey(keys.timer(timerOf(intent))) } },
  ];
  const settle = async (TransactItems: TransactWriteItem[]) => {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
      return 'done';
    } catch (error) {
      return firstConditionFailed(error) ? 'superseded' : refused(error);
    }
  };

  return {
    async put(intent) {
      const ttl = number(seconds(intent.due) + DAY_SECONDS);
      const Item = { ...itemKey(keys.intent(intent.id)), nonce: text(intent.nonce), ttl, ...packed(intent) };
      const TransactItems = [{ Put: { TableName, Item } }, { Put: { TableName, Item: timerItem(timerOf(intent)) } }];
      await client.send(new TransactWriteItemsCommand({ TransactItems })).catch(refused);
    },

    async get(id) {
      const item = await getItem({ client, table: TableName }, keys.intent(id), { consistent: true });
      return item && unpacked<Intent>(item);
    },

    async drop(intent) {
      await settle(removal(intent));
    },

    carryOut: (intent, subscription) =>
      settle([
        ...removal(intent),
        subscription
          ? { Put: { TableName, Item: subscriptionItem(subscription) } }
          : { Delete: { TableName, Key: itemKey(keys.subscription(intent.id)) } },
      ]),
  };
}
