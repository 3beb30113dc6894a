import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { FeedEntries, FeedEntry } from '#lib/usecases/feed-ports.ts';
import { text, textIn } from './codecs.ts';
import { unlessConditionFailed } from './failures.ts';
import { type Item, type ItemKey, itemKey, keys, positionIn, positionText } from './keys.ts';
import { getItems, putRequest, query, type Store, writeItems } from './store.ts';

// Tables of the version before hold marks of articles that left between the entries, for the thirty days that they last.
const LIVING = 'attribute_not_exists(goneAt)';

/** Sorts after every position of an instant that is not later. */
const FIRST = ' ';

const keyOf = (publication: PublicationId, entry: FeedEntry): ItemKey => ({
  pk: keys.feedEntries(publication, entry.feed),
  sk: positionText(entry),
});

/** The part of a feed that a page is read from: positions sort as the feed does, the newest last. */
function rangeOf(pk: string, { after, from, since }: Partial<Parameters<FeedEntries['newest']>[2]>) {
  const last = from ?? after;
  const values: Item = { ':feed': text(pk), ':first': text(since ?? FIRST) };
  if (!last) return { KeyConditionExpression: 'pk = :feed AND sk >= :first', ExpressionAttributeValues: values };
  return {
    KeyConditionExpression: 'pk = :feed AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ...values, ':last': text(positionText(last)) },
  };
}

export function dynamoFeedEntries(store: Store): FeedEntries {
  return {
    async put(publication, entries, nonce) {
      const items = entries.map((entry) => ({ ...itemKey(keyOf(publication, entry)), nonce: text(nonce) }));
      await writeItems(store, items.map(putRequest));
    },

    async newest(publication, feed, { limit, consistent, ...range }) {
      const found: ListPosition[] = [];
      // `BETWEEN` includes its end, and a page begins after it.
      const isWanted = ({ at, id }: ListPosition) => at !== range.after?.at || id !== range.after.id;
      let start: Item | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await query(store, {
          ...rangeOf(keys.feedEntries(publication, feed), range),
          FilterExpression: LIVING,
          ScanIndexForward: false,
          Limit: limit - found.length + (range.after ? 1 : 0),
          ConsistentRead: consistent,
          ExclusiveStartKey: start,
        });
        found.push(...Items.map((item) => positionIn(textIn(item, 'sk'))).filter(isWanted));
        start = LastEvaluatedKey;
      } while (start && found.length < limit);
      return found.slice(0, limit);
    },

    async count(publication, feed, since) {
      let count = 0;
      let start: Item | undefined;
      do {
        const page = await query(store, {
          ...rangeOf(keys.feedEntries(publication, feed), { since }),
          FilterExpression: LIVING,
          Select: 'COUNT',
          ConsistentRead: true,
          ExclusiveStartKey: start,
        });
        count += page.Count ?? 0;
        start = page.LastEvaluatedKey;
      } while (start);
      return count;
    },

    async written(publication, entries) {
      const items = await getItems(
        store,
        entries.map((entry) => keyOf(publication, entry)),
      );
      const byKey = new Map(items.map((item) => [`${textIn(item, 'pk')} ${textIn(item, 'sk')}`, item]));
      return entries.flatMap((entry) => {
        const { pk, sk } = keyOf(publication, entry);
        const item = byKey.get(`${pk} ${sk}`);
        return item && !item.goneAt ? [{ ...entry, nonce: item.nonce?.S }] : [];
      });
    },

    async remove(publication, entry) {
      const condition =
        entry.nonce === undefined
          ? { ConditionExpression: 'attribute_not_exists(nonce)' }
          : { ConditionExpression: 'nonce = :nonce', ExpressionAttributeValues: { ':nonce': text(entry.nonce) } };
      const Key = itemKey(keyOf(publication, entry));
      await store.client
        .send(new DeleteItemCommand({ TableName: store.table, Key, ...condition }))
        .catch(unlessConditionFailed);
    },
  };
}
