import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ArticleId } from '#lib/domain/article.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { packed, textIn, unpacked } from './codecs.ts';
import { refused } from './failures.ts';
import { type Item, indexKeys, itemKey, revisionText } from './keys.ts';
import { getItems, query, type Store } from './store.ts';

interface Erasure {
  readonly article: ArticleId;
  readonly publication: PublicationId;
  /** Of the deletion: what came before it is erased. */
  readonly revision: number;
}

/** Takes the content out of an article's events, and leaves their envelopes: id, sequence and type stay for ever. */
export async function eraseEvents(store: Store, { article, revision }: Erasure): Promise<void> {
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await query(store, {
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :article AND gsi1sk < :revision',
      ExpressionAttributeValues: {
        ':article': { S: indexKeys.revisions(article) },
        ':revision': { S: revisionText(revision) },
      },
      ExclusiveStartKey: start,
    });
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  // The index lags behind the table: better late than a revision left lying.
  if (found.length < revision - 1)
    throw new Failure('storage.unavailable', `the history of '${article}' is not all there yet`);
  const items = await getItems(
    store,
    found.map((item) => ({ pk: textIn(item, 'pk'), sk: textIn(item, 'sk') })),
  );
  for (const item of items) await erase(store, item);
}

async function erase({ client, table }: Store, item: Item): Promise<void> {
  const { data, ...envelope } = unpacked<BulletinEvent>(item);
  if (!data) return;
  const { body } = packed({ ...envelope, erased: true });
  const command = new UpdateItemCommand({
    TableName: table,
    Key: itemKey({ pk: textIn(item, 'pk'), sk: textIn(item, 'sk') }),
    UpdateExpression: 'SET body = :body',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':body': body ?? { NULL: true } },
  });
  await client.send(command).catch(refused);
}
