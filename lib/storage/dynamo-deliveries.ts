import { DELIVERY_DAYS, type Delivery } from '#lib/domain/delivery.ts';
import type { EndpointId } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Deliveries, Resend } from '#lib/usecases/endpoint-ports.ts';
import { number, numberIn, packed, seconds, text, textIn, unpacked } from './codecs.ts';
import { type Item, itemKey, keys } from './keys.ts';
import { deleteRequest, getItem, getItems, putRequest, queryAll, type Store, writeItems } from './store.ts';

const deliveryItem = (endpoint: EndpointId, { delivery, now }: { delivery: Delivery; now: Instant }): Item => ({
  ...itemKey(keys.delivery(endpoint, delivery.id)),
  ttl: number(seconds(delivery.nextAttemptAt ?? now) + DELIVERY_DAYS * 24 * 3600),
  ...packed(delivery),
});

const resendItem = (endpoint: EndpointId, { sequence, due, reason, failures }: Resend): Item => ({
  ...itemKey(keys.resend(endpoint, sequence)),
  ...{ due: text(due), reason: text(reason), failures: number(failures) },
});

const resendIn = (item: Item): Resend => ({
  sequence: Number(textIn(item, 'sk')),
  due: textIn(item, 'due') as Instant,
  reason: textIn(item, 'reason') as Resend['reason'],
  failures: numberIn(item, 'failures'),
});

export function dynamoDeliveries(store: Store): Deliveries {
  return {
    async get(endpoint, id) {
      const item = await getItem(store, keys.delivery(endpoint, id), { consistent: true });
      return item && unpacked<Delivery>(item);
    },

    async getMany(endpoint, ids) {
      const items = await getItems(
        store,
        ids.map((id) => keys.delivery(endpoint, id)),
      );
      return items.map((item) => unpacked<Delivery>(item));
    },

    async list(endpoint, { before, limit }) {
      const items = await queryAll(store, {
        KeyConditionExpression: before === undefined ? 'pk = :list' : 'pk = :list AND sk < :before',
        ExpressionAttributeValues: {
          ':list': text(keys.deliveries(endpoint)),
          ...(before !== undefined && { ':before': text(before) }),
        },
        ScanIndexForward: false,
        Limit: limit,
      });
      return items.map((item) => unpacked<Delivery>(item));
    },

    async note(endpoint, { now, deliveries = [], again = [], done = [] }) {
      await writeItems(store, [
        ...deliveries.map((delivery) => putRequest(deliveryItem(endpoint, { delivery, now }))),
        ...again.map((resend) => putRequest(resendItem(endpoint, resend))),
        ...done.map((sequence) => deleteRequest(keys.resend(endpoint, sequence))),
      ]);
    },

    async resends(endpoint) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :list',
        ExpressionAttributeValues: { ':list': text(keys.resends(endpoint)) },
        ConsistentRead: true,
      });
      return items.map(resendIn);
    },
  };
}
