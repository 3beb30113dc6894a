import type { ArticleId } from '#lib/domain/article.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Tombstone, Tombstones } from '#lib/usecases/feed-ports.ts';
import { number, numberIn, seconds, text, textIn } from './codecs.ts';
import { type Item, itemKey, keys, positionIn, positionText } from './keys.ts';
import { deleteRequest, putRequest, queryAll, type Store, writeItems } from './store.ts';

/** How long a feed remembers that an article left it. */
export const REMEMBERED_SECONDS = 30 * 24 * 60 * 60;

function tombstoneIn(item: Item): Tombstone {
  const { at, id } = positionIn(textIn(item, 'sk'));
  return { at: at as Instant, id: id as ArticleId, sequence: numberIn(item, 'seq'), uri: item.uri?.S };
}

export function dynamoTombstones(store: Store): Tombstones {
  return {
    async put(publication, tombstones) {
      const items = tombstones.map(({ feed, sequence, uri, ...at }) => ({
        ...itemKey({ pk: keys.tombstones(publication, feed), sk: positionText(at) }),
        ...{ seq: number(sequence), ttl: number(seconds(at.at) + REMEMBERED_SECONDS) },
        ...(uri && { uri: text(uri) }),
      }));
      await writeItems(store, items.map(putRequest));
    },

    async newest(publication, feed, limit) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :feed',
        ExpressionAttributeValues: { ':feed': text(keys.tombstones(publication, feed)) },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: limit,
      });
      return items.map(tombstoneIn);
    },

    async remove(publication, feed) {
      const pk = keys.tombstones(publication, feed);
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :feed',
        ExpressionAttributeValues: { ':feed': text(pk) },
        ConsistentRead: true,
      });
      await writeItems(
        store,
        items.map((item) => deleteRequest({ pk, sk: textIn(item, 'sk') })),
      );
    },
  };
}
