import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { subjectName, subjectNamed } from '#lib/domain/document.ts';
import type { FeedFormat, FeedId } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { TopicId, topicIdOf } from '#lib/domain/subscription.ts';
import type { FollowedTopic, Topics } from '#lib/usecases/hub-ports.ts';
import { number, seconds, text, textIn } from './codecs.ts';
import { refused } from './failures.ts';
import { type Item, type ItemKey, itemKey, keys, subscriptionShard } from './keys.ts';
import { getItem, queryAll, type Store } from './store.ts';

/** `c0`, `c1` …: how many subscribers a shard has. That it is there says that there may be some. */
const COUNT = /^c(\d+)$/;

function topicIn(publication: PublicationId, item: Item): FollowedTopic {
  const subject = subjectNamed(textIn(item, 'subject')) as FeedId;
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
    async followed(publication, now) {
      const items = await queryAll(store, {
        KeyConditionExpression: 'pk = :topics',
        ExpressionAttributeValues: { ':topics': { S: keys.topics(publication) } },
        ConsistentRead: true,
      });
      return items.filter((item) => textIn(item, 'until') > now).map((item) => topicIn(publication, item));
    },

    async get(publication, id) {
      const item = await getItem(store, keys.topic(publication, id), { consistent: true });
      return item && topicIn(publication, item);
    },

    follow: (key, { id, until, isNew }) =>
      update(keys.topic(key.publication, topicIdOf(key)), {
        UpdateExpression: 'SET subject = :subject, #format = :format, #until = :until, #ttl = :ttl ADD #count :more',
        ExpressionAttributeNames: {
          ...{ '#format': 'format', '#until': 'until', '#ttl': 'ttl' },
          '#count': `c${subscriptionShard(id)}`,
        },
        ExpressionAttributeValues: {
          ...{ ':subject': text(subjectName(key.subject)), ':format': text(key.format) },
          ...{ ':until': text(until), ':ttl': number(seconds(until)), ':more': number(isNew ? 1 : 0) },
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
