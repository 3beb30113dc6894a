import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type FeedFormat, type FeedId, feedName } from '#lib/domain/feed.ts';
import type { FeedKey, FeedValidators, RenderedFeeds } from '#lib/usecases/ports.ts';
import { number, numberIn, text, textIn } from './codecs.ts';
import { isConditionFailure, refused } from './failures.ts';
import { type Item, type ItemKey, itemKey, keys } from './keys.ts';
import { getItem, getItems, query, type Store } from './store.ts';

// A feed that was rendered at a later event stays; the same event may be rendered again, by another edition.
const NOTHING_NEWER = 'attribute_not_exists(seq) OR seq <= :seq';

const attributes = ({ etag, lastModified, sequence, edition }: FeedValidators): Item => ({
  ...{ etag: text(etag), lastModified: text(lastModified) },
  ...{ seq: number(sequence), edition: text(edition) },
});

function validatorsIn(item: Item | undefined): FeedValidators | undefined {
  if (!item?.etag) return undefined;
  return {
    etag: textIn(item, 'etag'),
    lastModified: textIn(item, 'lastModified') as FeedValidators['lastModified'],
    sequence: numberIn(item, 'seq'),
    edition: textIn(item, 'edition'),
  };
}

/** Where it is said that somebody asks for a feed: together for a publication, so that one query finds them all. */
const wish = ({ publication, feed, format }: FeedKey): ItemKey => ({
  pk: keys.wantedFeeds(publication),
  sk: `${feedName(feed)}#${format}`,
});

function wishIn(publication: FeedKey['publication'], sk: string): FeedKey {
  const [, kind, name, format] = /^(\w+)(?::(.+))?#(\w+)$/.exec(sk) ?? [];
  return {
    publication,
    feed: (name === undefined ? { kind } : { kind, name }) as FeedId,
    format: format as FeedFormat,
  };
}

export function dynamoRenderedFeeds(store: Store): RenderedFeeds {
  const TableName = store.table;
  return {
    async want(key) {
      const command = new PutItemCommand({ TableName, Item: itemKey(wish(key)) });
      await store.client.send(command).catch(refused);
    },

    async wanted(all) {
      const items = await getItems(store, all.map(wish));
      const found = new Set(items.map((item) => `${textIn(item, 'pk')} ${textIn(item, 'sk')}`));
      return all.filter((key) => found.has(`${wish(key).pk} ${wish(key).sk}`));
    },

    async allWanted(publication) {
      const found: FeedKey[] = [];
      let start: Item | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await query(store, {
          KeyConditionExpression: 'pk = :feeds',
          ExpressionAttributeValues: { ':feeds': { S: keys.wantedFeeds(publication) } },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        });
        found.push(...Items.map((item) => wishIn(publication, textIn(item, 'sk'))));
        start = LastEvaluatedKey;
      } while (start);
      return found;
    },

    async validators(key) {
      return validatorsIn(await getItem(store, keys.validators(key), { consistent: false }));
    },

    async body(key, coding) {
      const item = await getItem(store, keys.body(key, coding), { consistent: false });
      const validators = validatorsIn(item);
      const bytes = item?.bytes?.B;
      return validators && bytes ? { ...validators, bytes } : undefined;
    },

    async store(key, feed) {
      const put = (item: Item) =>
        new PutItemCommand({
          TableName,
          Item: { ...item, ...attributes(feed) },
          ConditionExpression: NOTHING_NEWER,
          ExpressionAttributeValues: { ':seq': number(feed.sequence) },
        });
      try {
        // The bodies first: stopped in between, the old validators stand beside bodies that say their own. Each is an
        // item: a reader pays for the one it takes, and both together could be more than an item may hold.
        for (const coding of ['br', 'gzip'] as const)
          await store.client.send(put({ ...itemKey(keys.body(key, coding)), bytes: { B: feed.bodies[coding] } }));
        await store.client.send(put(itemKey(keys.validators(key))));
        return 'stored';
      } catch (error) {
        return isConditionFailure(error) ? 'older' : refused(error);
      }
    },
  };
}
