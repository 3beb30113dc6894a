import { DeleteItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#lib/domain/instant.ts';
import { SubscriptionId } from '#lib/domain/subscription.ts';
import type { Subscription, Subscriptions } from '#lib/usecases/hub-ports.ts';
import { number, numberIn, seconds, text, textIn } from './codecs.ts';
import { timerItem } from './dynamo-timers.ts';
import { firstConditionFailed, refused, unlessConditionFailed } from './failures.ts';
import { type Item, itemKey, keys } from './keys.ts';
import { getItem, query, type Store } from './store.ts';

export const subscriptionItem = ({ id, callback, secret, leaseUntil }: Subscription): Item => ({
  ...itemKey(keys.subscription(id)),
  ...{ callback: text(callback), leaseUntil: text(leaseUntil), ttl: number(seconds(leaseUntil)) },
  ...(secret && { secret: text(secret) }),
});

function subscriptionIn(item: Item): Subscription {
  const [, topic] = textIn(item, 'pk').split('#');
  return {
    id: SubscriptionId.parse(`${topic}.${textIn(item, 'sk')}`),
    callback: textIn(item, 'callback'),
    secret: item.secret?.S,
    leaseUntil: textIn(item, 'leaseUntil') as Instant,
    ...(item.retryAt && {
      trouble: { failures: numberIn(item, 'failures'), retryAt: textIn(item, 'retryAt') as Instant },
    }),
  };
}

export function dynamoSubscriptions({ client, table: TableName }: Store): Subscriptions {
  const store = { client, table: TableName };
  return {
    async get(id) {
      const item = await getItem(store, keys.subscription(id), { consistent: true });
      return item && subscriptionIn(item);
    },

    async page({ topic, shard, after }, limit) {
      const pk = keys.subscriptions(topic, shard);
      const { Items = [], LastEvaluatedKey } = await query(store, {
        KeyConditionExpression: 'pk = :shard',
        ExpressionAttributeValues: { ':shard': { S: pk } },
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: itemKey({ pk, sk: after }) }),
      });
      return { subscriptions: Items.map(subscriptionIn), next: LastEvaluatedKey?.sk?.S };
    },

    async trouble({ publication, id }, { failures, retryAt }) {
      const Update = {
        ...{ TableName, Key: itemKey(keys.subscription(id)), ConditionExpression: 'attribute_exists(pk)' },
        UpdateExpression: 'SET failures = :failures, retryAt = :at',
        ExpressionAttributeValues: { ':failures': number(failures), ':at': text(retryAt) },
      };
      const Item = timerItem({ kind: 'redeliver', publication, subject: id, due: retryAt });
      const command = new TransactWriteItemsCommand({ TransactItems: [{ Update }, { Put: { TableName, Item } }] });
      await client.send(command).catch((error) => (firstConditionFailed(error) ? undefined : refused(error)));
    },

    async recover(id) {
      const command = new UpdateItemCommand({
        ...{ TableName, Key: itemKey(keys.subscription(id)), ConditionExpression: 'attribute_exists(pk)' },
        UpdateExpression: 'REMOVE failures, retryAt',
      });
      await client.send(command).catch(unlessConditionFailed);
    },

    async end({ id, leaseUntil }) {
      const command = new DeleteItemCommand({
        ...{ TableName, Key: itemKey(keys.subscription(id)), ConditionExpression: 'leaseUntil = :lease' },
        ExpressionAttributeValues: { ':lease': text(leaseUntil) },
      });
      await client.send(command).catch(unlessConditionFailed);
    },
  };
}
