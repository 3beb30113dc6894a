import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { LogReader, Watermarks } from '#lib/usecases/ports.ts';
import { number, numberIn, text, textIn } from './codecs.ts';
import { courseIn } from './dynamo-courses.ts';
import { foundInTheWay, isConditionFailure, refused, unlessConditionFailed } from './failures.ts';
import { type Item, itemKey, keys } from './keys.ts';
import { getItem, queryAll, type Store } from './store.ts';

export function dynamoWatermarks(store: Store): Watermarks {
  const { client, table: TableName } = store;

  const earlier = async (publication: string, item: Item | undefined) =>
    item?.seq ?? (await getItem(store, keys.feedsWatermark(publication), { consistent: true }))?.seq;
  const get: Watermarks['get'] = async (publication, reader) => {
    const item = await getItem(store, keys.watermark(publication, reader), { consistent: true });
    const seq = reader === 'index' ? await earlier(publication, item) : item?.seq;
    return Number(seq?.N ?? 0);
  };

  return {
    get,

    async advance(publication, { reader, to }) {
      const command = new UpdateItemCommand({
        ...{ TableName, Key: itemKey(keys.watermark(publication, reader)) },
        UpdateExpression: 'SET seq = :to',
        ConditionExpression: 'attribute_not_exists(seq) OR seq < :to',
        ExpressionAttributeValues: { ':to': number(to) },
      });
      await client.send(command).catch(unlessConditionFailed);
    },

    async lease(publication, { reader, holder, now, until }) {
      const command = new UpdateItemCommand({
        ...{ TableName, Key: itemKey(keys.watermark(publication, reader)) },
        UpdateExpression: 'SET holder = :me, leaseUntil = :until',
        // It is ours when the SDK's first attempt took it and its answer was lost.
        ConditionExpression: 'attribute_not_exists(leaseUntil) OR leaseUntil < :now OR holder = :me',
        ExpressionAttributeValues: { ':me': text(holder), ':until': text(until), ':now': text(now) },
        ReturnValues: 'ALL_NEW',
      });
      try {
        const { Attributes } = await client.send(command);
        return Number((reader === 'index' ? await earlier(publication, Attributes) : Attributes?.seq)?.N ?? 0);
      } catch (error) {
        return isConditionFailure(error) ? undefined : refused(error);
      }
    },

    async move(publication, { reader, holder, to, until }) {
      const command = new UpdateItemCommand({
        ...{ TableName, Key: itemKey(keys.watermark(publication, reader)) },
        UpdateExpression: until ? 'SET seq = :to, leaseUntil = :until' : 'SET seq = :to REMOVE holder, leaseUntil',
        ConditionExpression: 'holder = :me AND (attribute_not_exists(seq) OR seq <= :to)',
        ExpressionAttributeValues: { ':me': text(holder), ':to': number(to), ...(until && { ':until': text(until) }) },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(command);
        return 'moved';
      } catch (error) {
        const { holder: other, seq } = foundInTheWay(error);
        // Given back already by the SDK's first attempt, whose answer was lost.
        return !other && Number(seq?.N) === to ? 'moved' : 'lost';
      }
    },

    async standing(publication) {
      const Items = await queryAll(store, {
        KeyConditionExpression: 'pk = :log',
        ExpressionAttributeValues: { ':log': { S: keys.head(publication).pk } },
        ConsistentRead: true,
      });
      const find = ({ sk }: { sk: string }) => Items.find((item) => textIn(item, 'sk') === sk);
      const of = (reader: LogReader) => find(keys.watermark(publication, reader));
      const index = of('index')?.seq ? of('index') : find(keys.feedsWatermark(publication));
      const marks = { relay: numberIn(of('relay'), 'seq'), index: numberIn(index, 'seq') };
      const hub = of('hub') && numberIn(of('hub'), 'seq');
      const courses = Items.filter((item) => textIn(item, 'sk').startsWith('ENDPOINT#')).map(courseIn);
      return { head: numberIn(find(keys.head(publication)), 'seq'), ...marks, hub, courses };
    },
  };
}
