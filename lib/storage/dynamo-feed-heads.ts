import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { feedName, feedNamed } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { FeedHead, FeedHeads } from '#lib/usecases/feed-ports.ts';
import { number, numberIn, seconds, text, textIn, unpacked } from './codecs.ts';
import { REMEMBERED_SECONDS } from './dynamo-tombstones.ts';
import { isConditionFailure, refused } from './failures.ts';
import { type Item, itemKey, keys } from './keys.ts';
import { getItems, query, type Store } from './store.ts';

const instantIn = (item: Item, name: string) => item[name]?.S as Instant | undefined;

function headIn(item: Item): FeedHead[] {
  const feed = feedNamed(textIn(item, 'sk'));
  if (!feed) return [];
  return [
    {
      ...{ feed, rev: numberIn(item, 'rev'), sequence: numberIn(item, 'seq') },
      ...{ changedAt: instantIn(item, 'changedAt'), emptySince: instantIn(item, 'emptySince') },
      ...{ label: item.label?.S, count: item.count && numberIn(item, 'count') },
    },
  ];
}

const attributesOf = ({ rev, sequence, changedAt, label, count, emptySince }: FeedHead): Item => ({
  ...{ rev: number(rev), seq: number(sequence) },
  ...(changedAt && { changedAt: text(changedAt) }),
  ...(label !== undefined && { label: text(label) }),
  ...(count !== undefined && { count: number(count) }),
  ...(emptySince && { emptySince: text(emptySince), ttl: number(seconds(emptySince) + REMEMBERED_SECONDS) }),
});

const unchangedSince = (before: FeedHead | undefined) =>
  before?.rev
    ? { ConditionExpression: 'rev = :rev', ExpressionAttributeValues: { ':rev': number(before.rev) } }
    : { ConditionExpression: 'attribute_not_exists(rev)' };

export function dynamoFeedHeads(store: Store): FeedHeads {
  const TableName = store.table;
  return {
    async state(publication, feeds, read) {
      const wanted = [keys.publication(publication), ...feeds.map((feed) => keys.feedHead(publication, feed))];
      const items = await getItems(store, wanted, read);
      const meta = items.find((item) => textIn(item, 'sk') === 'META');
      const heads = items.filter((item) => item !== meta).flatMap(headIn);
      return {
        publication: meta && unpacked<Publication>(meta),
        heads: new Map(heads.map((head) => [feedName(head.feed), head])),
      };
    },

    async write(publication, { before, after }) {
      const head = after ?? before;
      if (!head) return 'written';
      const key = itemKey(keys.feedHead(publication, head.feed));
      const common = { TableName, ...unchangedSince(before) };
      const command = after
        ? new PutItemCommand({ ...common, Item: { ...key, ...attributesOf(after) } })
        : new DeleteItemCommand({ ...common, Key: key });
      try {
        await store.client.send(command as PutItemCommand);
        return 'written';
      } catch (error) {
        return isConditionFailure(error) ? 'changed' : refused(error);
      }
    },

    async terms(publication, kind, { limit, after }) {
      const found: FeedHead[] = [];
      let start: Item | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await query(store, {
          KeyConditionExpression: 'pk = :heads AND sk BETWEEN :after AND :last',
          ExpressionAttributeValues: {
            ':heads': text(keys.feedHeads(publication)),
            // A space sorts before everything that a name may hold: it is what comes after this very term.
            ':after': text(after === undefined ? `${kind}:` : `${kind}:${after} `),
            ':last': text(`${kind}:\u{10FFFF}`),
          },
          Limit: limit - found.length,
          ExclusiveStartKey: start,
        });
        // One that was written before they were counted had articles then.
        found.push(...Items.flatMap(headIn).filter(({ count = 1 }) => count > 0));
        start = LastEvaluatedKey;
      } while (start && found.length < limit);
      return found;
    },
  };
}
