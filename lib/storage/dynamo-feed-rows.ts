import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FeedRow, FeedRows } from '#lib/usecases/reader-ports.ts';
import { number, numberIn, seconds, text, textIn } from './codecs.ts';
import { unlessConditionFailed } from './failures.ts';
import { type Item, itemKey, keys, positionIn, positionText } from './keys.ts';
import { deleteRequest, query, queryAll, type Store, writeItems } from './store.ts';

/** How long a feed remembers that an article was taken out of it. */
const REMEMBERED_SECONDS = 30 * 24 * 60 * 60;

const goneAttributes = (gone: NonNullable<FeedRow['gone']>): Item => ({
  goneAt: text(gone.at),
  ttl: number(seconds(gone.at) + REMEMBERED_SECONDS),
  ...(gone.uri && { uri: text(gone.uri) }),
});

function rowIn(item: Item): FeedRow {
  const row = { ...positionIn(textIn(item, 'sk')), revision: numberIn(item, 'revision') };
  const [goneAt, uri] = [item.goneAt?.S as FeedRow['at'] | undefined, item.uri?.S];
  return { ...row, ...(goneAt && { gone: { at: goneAt, ...(uri && { uri }) } }) };
}

export function dynamoFeedRows(store: Store): FeedRows {
  return {
    async put(publication, feed, row) {
      const key = { pk: keys.feedRows(publication, feed), sk: positionText(row) };
      const command = new PutItemCommand({
        TableName: store.table,
        Item: { ...itemKey(key), revision: number(row.revision), ...(row.gone && goneAttributes(row.gone)) },
        ConditionExpression: 'attribute_not_exists(revision) OR revision < :revision',
        ExpressionAttributeValues: { ':revision': number(row.revision) },
      });
      await store.client.send(command).catch(unlessConditionFailed);
    },

    async newest(publication, feed, { limit, after, consistent }) {
      const { Items = [] } = await query(store, {
        KeyConditionExpression: after ? 'pk = :feed AND sk < :after' : 'pk = :feed',
        ExpressionAttributeValues: {
          ':feed': { S: keys.feedRows(publication, feed) },
          ...(after && { ':after': { S: positionText(after) } }),
        },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: consistent,
      });
      return Items.map(rowIn);
    },

    async clear(publication, feed) {
      const pk = keys.feedRows(publication, feed);
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :feed',
        ExpressionAttributeValues: { ':feed': { S: pk } },
        ProjectionExpression: 'pk, sk',
      });
      await writeItems(
        store,
        items.map((item) => deleteRequest({ pk, sk: textIn(item, 'sk') })),
      );
    },
  };
}
