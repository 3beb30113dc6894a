import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Article } from '#lib/domain/article.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { Entry } from '#lib/usecases/ports.ts';
import { packed } from './codecs.ts';
import { articleItem, erasedItem } from './dynamo-articles.ts';
import { publicationItem } from './dynamo-publications.ts';
import { type Item, type ItemKey, indexKey, indexKeys, itemKey, keys } from './keys.ts';

/** One write of an entry's transaction, and what it means when its condition fails. */
export interface EntryItem {
  readonly refusal: 'stale' | 'slug-taken' | 'external-id-taken' | 'raced';
  readonly write: TransactWriteItem;
}

/** Everything that one change writes: itself, the locks of its names, its event and the head. */
export function entryItems(entry: Entry, TableName: string): EntryItem[] {
  return [
    ...changeItems(entry, TableName),
    ...lockItems(entry, TableName),
    eventPut(entry, TableName),
    headUpdate(entry, TableName),
  ];
}

function changeItems({ change }: Entry, TableName: string): EntryItem[] {
  const Item = itemOf(change);
  const put = change.before
    ? {
        ConditionExpression: 'revision = :before',
        ExpressionAttributeValues: { ':before': { N: String(change.before.revision) } },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  return [{ refusal: 'stale', write: { Put: { TableName, Item, ...put } } }];
}

function itemOf(change: Entry['change']): Item {
  if (change.kind === 'article') return articleItem(change.after);
  return change.kind === 'erasure' ? erasedItem(change.after) : publicationItem(change.after);
}

/** A slug, once an article's, stays that article's: old addresses lead to it for ever. An external id is given back. */
function lockItems({ change }: Entry, TableName: string): EntryItem[] {
  if (change.kind === 'publication') return [];
  const { before } = change;
  const after: Partial<Article> = change.kind === 'article' ? change.after : {};
  const items: EntryItem[] = [];
  const { id, publication } = change.after;
  const lock = (key: ItemKey, refusal: EntryItem['refusal']) =>
    items.push({ refusal, write: lockPut(key, { TableName, id }) });
  if (after.slug && after.slug !== before?.slug) lock(keys.slug(publication, after.slug), 'slug-taken');
  if (after.externalId !== before?.externalId) {
    if (after.externalId) lock(keys.externalId(publication, after.externalId), 'external-id-taken');
    if (before?.externalId) {
      const Key = itemKey(keys.externalId(publication, before.externalId));
      items.push({ refusal: 'stale', write: { Delete: { TableName, Key } } });
    }
  }
  return items;
}

const lockPut = (key: ItemKey, { TableName, id }: { TableName: string; id: string }): TransactWriteItem => ({
  Put: {
    TableName,
    Item: { ...itemKey(key), article: { S: id } },
    ConditionExpression: 'attribute_not_exists(pk) OR article = :id',
    ExpressionAttributeValues: { ':id': { S: id } },
  },
});

function eventPut({ publication, head, event }: Entry, TableName: string): EntryItem {
  const Item = { ...itemKey(keys.event(publication, head + 1)), ...revisionKey(event), ...packed(event) };
  return { refusal: 'raced', write: { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } } };
}

/** So that the log is the article's history, too. */
const revisionKey = ({ subject, data }: BulletinEvent): Item =>
  data && 'status' in data
    ? indexKey({ pk: indexKeys.revisions(subject), sk: String(data.revision).padStart(8, '0') })
    : {};

function headUpdate({ publication, head }: Entry, TableName: string): EntryItem {
  const condition =
    head === 0 ? { ConditionExpression: 'attribute_not_exists(seq)' } : { ConditionExpression: 'seq = :head' };
  return {
    refusal: 'raced',
    write: {
      Update: {
        TableName,
        Key: itemKey(keys.head(publication)),
        UpdateExpression: 'SET seq = :next',
        ExpressionAttributeValues: {
          ':next': { N: String(head + 1) },
          ...(head > 0 && { ':head': { N: String(head) } }),
        },
        // The loser of a race learns the head without another read.
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...condition,
      },
    },
  };
}
