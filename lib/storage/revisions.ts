import type { ArticleId } from '#lib/domain/article.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { textIn, unpacked } from './codecs.ts';
import { indexKeys, revisionText } from './keys.ts';
import { getItems, queryAll, type Store } from './store.ts';

interface Page {
  readonly article: ArticleId;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The events of one article, newest first: the log is its history. */
export async function revisionsOf(store: Store, { article, before, limit }: Page): Promise<readonly BulletinEvent[]> {
  const found = await queryAll(store, {
    IndexName: 'gsi1',
    KeyConditionExpression: before ? 'gsi1pk = :article AND gsi1sk < :before' : 'gsi1pk = :article',
    ExpressionAttributeValues: {
      ':article': { S: indexKeys.revisions(article) },
      ...(before && { ':before': { S: revisionText(before) } }),
    },
    ScanIndexForward: false,
    Limit: limit,
  });
  const items = await getItems(
    store,
    found.map((item) => ({ pk: textIn(item, 'pk'), sk: textIn(item, 'sk') })),
  );
  const events = items.map((item) => unpacked<BulletinEvent>(item));
  return events.toSorted((one, other) => (one.sequence < other.sequence ? 1 : -1));
}
