import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import type { Endpoint } from '#lib/domain/endpoint.ts';
import type { Endpoints } from '#lib/usecases/endpoint-ports.ts';
import { number, packed, text, unpacked } from './codecs.ts';
import { courseIn, courseUpdate } from './dynamo-courses.ts';
import { firstConditionFailed, refused } from './failures.ts';
import { type Item, itemKey, keys } from './keys.ts';
import { getItem, getItems, putIf, queryAll, type Store } from './store.ts';

export const endpointItem = (endpoint: Endpoint): Item => ({
  ...itemKey(keys.endpoint(endpoint.publication, endpoint.id)),
  revision: number(endpoint.revision),
  ...packed(endpoint),
});

export function dynamoEndpoints(store: Store): Endpoints {
  const { client, table: TableName } = store;
  return {
    async add(endpoint, after) {
      const course = { ...itemKey(keys.course(endpoint.publication, endpoint.id)), seq: number(after) };
      const TransactItems = [endpointItem(endpoint), course].map((Item) => ({
        Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
      }));
      await client.send(new TransactWriteItemsCommand({ TransactItems })).catch(refused);
    },

    async get(publication, id) {
      const item = await getItem(store, keys.endpoint(publication, id), { consistent: true });
      return item && unpacked<Endpoint>(item);
    },

    async standing(publication, id) {
      const items = await getItems(store, [keys.endpoint(publication, id), keys.course(publication, id)]);
      const registered = items.find((item) => item.body);
      const course = items.find((item) => !item.body);
      return registered && course && { endpoint: unpacked<Endpoint>(registered), course: courseIn(course) };
    },

    async list(publication) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :list',
        ExpressionAttributeValues: { ':list': text(keys.endpoints(publication)) },
        ConsistentRead: true,
      });
      return items.map((item) => unpacked<Endpoint>(item));
    },

    async change(endpoint, course) {
      const { publication, id, revision } = endpoint;
      const condition = {
        ConditionExpression: 'revision = :before',
        ExpressionAttributeValues: { ':before': number(revision - 1) },
      };
      if (!course) return (await putIf(store, endpointItem(endpoint), condition)) ? 'changed' : 'stale';
      const TransactItems = [
        { Put: { TableName, Item: endpointItem(endpoint), ...condition } },
        { Update: { TableName, Key: itemKey(keys.course(publication, id)), ...courseUpdate(course) } },
      ];
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems }));
        return 'changed';
      } catch (error) {
        return firstConditionFailed(error) ? 'stale' : refused(error);
      }
    },

    async remove(publication, id) {
      const Key = itemKey(keys.endpoint(publication, id));
      const TransactItems = [
        { Delete: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } },
        { Delete: { TableName, Key: itemKey(keys.course(publication, id)) } },
      ];
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems }));
        return 'removed';
      } catch (error) {
        return firstConditionFailed(error) ? 'missing' : refused(error);
      }
    },
  };
}
