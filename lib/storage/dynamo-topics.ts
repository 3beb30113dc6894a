import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type FeedFormat, feedName, feedNamed } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { TopicId, topicIdOf } from '#lib/domain/subscription.ts';
import type { FollowedTopic, Topics } from '#lib/usecases/hub-ports.ts';
import { number, seconds, text, textIn } from './codecs.ts';
import { refused } from './failures.ts';
import { type Item, type ItemKey, itemKey, keys, subscriptionShard } from './keys.ts';
import { getItem, query, type Store } from './store.ts';

/** `c0`, `c1` …: how many subscribers a shard has. That it is there says that there may be some. */
const COUNT = /^c(\d+)$/;

function topicIn(publication: PublicationId, item: Item): FollowedTopic {
  const subject = feedNamed(textIn(item, 'subject')) ?? { kind: 'publication' };
  const counts = Object.entries(item).flatMap(([name, { N }]) => {
    const [, shard] = COUNT.exec(name) ?? [];
    return shard === undefined ? [] : [[Number(shard), Number(N)] as const];
  });
  return {
    id: TopicId.parse(textIn(item, 'sk')),
    key: { publication, subject, format: textIn(item, 'format') as FeedFormat },
    announced: item.announced?.S,
    shards: new Map(counts),
  };
}

export function dynamoTopics(store: Store): Topics {
  const update = async (key: ItemKey, expression: Pick<UpdateItemCommand['input'], 'UpdateExpression'> & Named) => {
    const input = { TableName: store.table, Key: itemKey(key), ...expression };
    await store.client.send(new UpdateItemCommand(input)).catch(refused);
  };

  return {
    async followed(publication, { now, limit, after }) {
      const pk = keys.topics(publication);
      const { Items = [], LastEvaluatedKey } = await query(store, {
        KeyConditionExpression: 'pk = :topics',
        ExpressionAttributeValues: { ':topics': { S: pk } },
        ConsistentRead: true,
        Limit: limit,
        ...(after && { ExclusiveStartKey: itemKey({ pk, sk: after }) }),
      });
      const topics = Items.filter((item) => textIn(item, 'until') > now).map((item) => topicIn(publication, item));
      return { topics, next: LastEvaluatedKey && TopicId.parse(textIn(LastEvaluatedKey, 'sk')) };
    },

    async get(publication, id) {
      const item = await getItem(store, keys.topic(publication, id), { consistent: true });
      return item && topicIn(publication, item);
    },

    follow: (key, { id, until, isNew, announced }) =>
      update(keys.topic(key.publication, topicIdOf(key)), {
        UpdateExpression: `SET subject = :subject, #format = :format, #until = :until, #ttl = :ttl,
          announced = if_not_exists(announced, :tag) ADD #count :more`,
        ExpressionAttributeNames: {
          ...{ '#format': 'format', '#until': 'until', '#ttl': 'ttl' },
          '#count': `c${subscriptionShard(id)}`,
        },
        ExpressionAttributeValues: {
          ...{ ':subject': text(feedName(key.subject)), ':format': text(key.format) },
          ...{ ':until': text(until), ':ttl': number(seconds(until)), ':more': number(isNew ? 1 : 0) },
          ':tag': text(announced),
        },
      }),

    announced: ({ id, key }, etag) =>
      update(keys.topic(key.publication, id), {
        UpdateExpression: 'SET announced = :etag',
        ExpressionAttributeValues: { ':etag': text(etag) },
      }),

    counted: ({ publication, topic, shard }, count) =>
      update(keys.topic(publication, topic), {
        UpdateExpression: 'SET #count = :count',
        ExpressionAttributeNames: { '#count': `c${shard}` },
        ExpressionAttributeValues: { ':count': number(count) },
      }),
  };
}

type Named = Pick<UpdateItemCommand['input'], 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;
