import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { packed } from './codecs.ts';
import { refused } from './failures.ts';
import { itemKey, keys } from './keys.ts';
import type { Store } from './store.ts';

/**
 * Takes the content out of an article's events, and leaves their envelopes: id, sequence and type stay for ever. A deletion
 * keeps what it says of itself and whether the article had been published, and not where it was.
 */
export async function eraseEvents(store: Store, events: readonly BulletinEvent[]): Promise<void> {
  for (const event of events) if (hasContent(event)) await write(store, erased(event));
}

function hasContent({ type, data }: BulletinEvent): boolean {
  if (type !== 'bulletin.article.deleted.v1') return data !== undefined;
  return data !== undefined && 'previous' in data && Object.keys(data.previous ?? {}).some((name) => name !== 'status');
}

function erased(event: BulletinEvent): BulletinEvent {
  if (event.type === 'bulletin.article.deleted.v1') {
    const { data } = event;
    return { ...event, ...(data && { data: { ...data, previous: { status: data.previous.status } } }) };
  }
  const { data: _content, ...envelope } = event;
  return { ...envelope, erased: true };
}

async function write({ client, table }: Store, event: BulletinEvent): Promise<void> {
  const { body } = packed(event);
  const command = new UpdateItemCommand({
    TableName: table,
    Key: itemKey(keys.event(event.partitionkey, Number(event.sequence))),
    UpdateExpression: 'SET body = :body',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':body': body ?? { NULL: true } },
  });
  await client.send(command).catch(refused);
}
