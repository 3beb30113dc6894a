import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Article } from '#lib/domain/article.ts';
import type { Endpoint } from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import type { Commit, Entry, Timer } from '#lib/usecases/ports.ts';
import { packed } from './codecs.ts';
import { articleItem, erasedItem } from './dynamo-articles.ts';
import { endpointItem } from './dynamo-endpoints.ts';
import { publicationItem } from './dynamo-publications.ts';
import { receiptPut } from './dynamo-receipts.ts';
import { timerItem } from './dynamo-timers.ts';
import { type Item, type ItemKey, indexKey, indexKeys, itemKey, keys, revisionText } from './keys.ts';

/** One write of a transaction, and what it means when its condition fails. */
export interface EntryItem {
  readonly refusal: 'repeated' | 'stale' | 'slug-taken' | 'external-id-taken' | 'raced';
  /** The index of the entry that it is of. */
  readonly entry?: number;
  readonly write: TransactWriteItem;
}

/** Everything that a commit writes: of each entry itself, the locks of its names, its timer and its event; then the head. */
export function commitItems({ publication, head, entries, receipt }: Commit, TableName: string): EntryItem[] {
  const items = entries.flatMap((entry, index) => {
    const written = [
      ...changeItems(entry, TableName),
      ...lockItems(entry, TableName),
      ...timerItems(entry, TableName),
      eventPut(entry, { TableName, sequence: head + 1 + index }),
    ];
    return written.map((item) => ({ ...item, entry: index }));
  });
  const kept = receipt ? [{ refusal: 'repeated', write: { Put: receiptPut(receipt, TableName) } } as const] : [];
  return [...items, ...kept, headUpdate({ publication, head, next: head + entries.length, TableName })];
}

function changeItems({ change }: Entry, TableName: string): EntryItem[] {
  const Item = itemOf(change);
  const put = change.before
    ? {
        ConditionExpression: 'revision = :before',
        ExpressionAttributeValues: { ':before': { N: String(change.before.revision) } },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const changed: EntryItem = { refusal: 'stale', write: { Put: { TableName, Item, ...put } } };
  return change.kind === 'endpoint' ? [changed, courseStop(change.after, TableName)] : [changed];
}

/** Of an endpoint that is disabled, nobody need look after the course; whoever has it may bring it to its end. */
const courseStop = ({ publication, id }: Endpoint, TableName: string): EntryItem => ({
  refusal: 'stale',
  write: {
    Update: {
      ...{ TableName, Key: itemKey(keys.course(publication, id)), ConditionExpression: 'attribute_exists(pk)' },
      ...{ UpdateExpression: 'SET #off = :off', ExpressionAttributeNames: { '#off': 'off' } },
      ExpressionAttributeValues: { ':off': { BOOL: true } },
    },
  },
});

function itemOf(change: Entry['change']): Item {
  if (change.kind === 'article') return articleItem(change.after);
  if (change.kind === 'endpoint') return endpointItem(change.after);
  return change.kind === 'erasure' ? erasedItem(change.after) : publicationItem(change.after);
}

/** A slug, once an article's, stays that article's: old addresses lead to it for ever. An external id is given back. */
function lockItems({ change }: Entry, TableName: string): EntryItem[] {
  if (change.kind === 'publication' || change.kind === 'endpoint') return [];
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

/** A scheduled article is on the wheel, at its time and no other. */
function timerItems({ change }: Entry, TableName: string): EntryItem[] {
  if (change.kind === 'publication' || change.kind === 'endpoint') return [];
  const before = change.before && timerOf(change.before);
  const after = change.kind === 'article' ? timerOf(change.after) : undefined;
  if (before?.due === after?.due) return [];
  const refusal = 'stale';
  return [
    ...(before ? [{ refusal, write: { Delete: { TableName, Key: itemKey(keys.timer(before)) } } } as const] : []),
    ...(after ? [{ refusal, write: { Put: { TableName, Item: timerItem(after) } } } as const] : []),
  ];
}

const timerOf = ({ publishAt, publication, id }: Article): Timer | undefined =>
  publishAt && { due: publishAt, kind: 'publish', publication, subject: id };

function eventPut({ event }: Entry, { TableName, sequence }: { TableName: string; sequence: Sequence }): EntryItem {
  const Item = { ...itemKey(keys.event(event.partitionkey, sequence)), ...revisionKey(event), ...packed(event) };
  return { refusal: 'raced', write: { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } } };
}

/** So that the log is the article's history, too. */
const revisionKey = ({ subject, data }: BulletinEvent): Item =>
  data && 'status' in data ? indexKey({ pk: indexKeys.revisions(subject), sk: revisionText(data.revision) }) : {};

interface HeadMove {
  readonly publication: PublicationId;
  readonly head: Sequence;
  readonly next: Sequence;
  readonly TableName: string;
}

function headUpdate({ publication, head, next, TableName }: HeadMove): EntryItem {
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
          ':next': { N: String(next) },
          ...(head > 0 && { ':head': { N: String(head) } }),
        },
        // The loser of a race learns the head without another read.
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...condition,
      },
    },
  };
}
