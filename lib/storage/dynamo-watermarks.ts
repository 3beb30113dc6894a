import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { LogReader, Watermarks } from '#lib/usecases/ports.ts';
import { numberIn, textIn } from './codecs.ts';
import { courseIn } from './dynamo-courses.ts';
import { unlessConditionFailed } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import { getItem, queryAll, type Store } from './store.ts';

export function dynamoWatermarks(store: Store): Watermarks {
  return {
    async get(publication, reader) {
      return numberIn(await getItem(store, keys.watermark(publication, reader), { consistent: true }), 'seq');
    },

    async advance(publication, { reader, to }) {
      const command = new UpdateItemCommand({
        TableName: store.table,
        Key: itemKey(keys.watermark(publication, reader)),
        UpdateExpression: 'SET seq = :to',
        ConditionExpression: 'attribute_not_exists(seq) OR seq < :to',
        ExpressionAttributeValues: { ':to': { N: String(to) } },
      });
      await store.client.send(command).catch(unlessConditionFailed);
    },

    async standing(publication) {
      const Items = await queryAll(store, {
        KeyConditionExpression: 'pk = :log',
        ExpressionAttributeValues: { ':log': { S: keys.head(publication).pk } },
        ConsistentRead: true,
      });
      const find = ({ sk }: { sk: string }) => Items.find((item) => textIn(item, 'sk') === sk);
      const of = (reader: LogReader) => find(keys.watermark(publication, reader));
      const marks = { relay: numberIn(of('relay'), 'seq'), feeds: numberIn(of('feeds'), 'seq') };
      const hub = of('hub') && numberIn(of('hub'), 'seq');
      const courses = Items.filter((item) => textIn(item, 'sk').startsWith('ENDPOINT#')).map(courseIn);
      return { head: numberIn(find(keys.head(publication)), 'seq'), ...marks, hub, courses };
    },
  };
}
