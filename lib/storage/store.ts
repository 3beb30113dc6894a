import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  BatchWriteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { Failure } from '#lib/domain/failure.ts';
import { foundInTheWay, refused } from './failures.ts';
import { type Item, type ItemKey, itemKey } from './keys.ts';

/** The table, and the client that all stores share. */
export interface Store {
  readonly client: DynamoDBClient;
  readonly table: string;
}

const MOST_PER_BATCH = 100;
const MOST_WRITES_PER_BATCH = 25;
const ROUNDS = 8;

export async function getItem(
  store: Store,
  key: ItemKey,
  { consistent }: { consistent: boolean },
): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: store.table, Key: itemKey(key), ConsistentRead: consistent });
  return (await store.client.send(command).catch(refused)).Item;
}

/** In no order; what is missing is left out, and what is asked for twice is there once. Consistent unless it says otherwise. */
export async function getItems(store: Store, wanted: readonly ItemKey[], { consistent = true } = {}): Promise<Item[]> {
  const distinct = [...new Map(wanted.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  const found: Item[] = [];
  for (let start = 0; start < distinct.length; start += MOST_PER_BATCH) {
    const keys = distinct.slice(start, start + MOST_PER_BATCH).map(itemKey);
    found.push(...(await getBatch(store, keys, { consistent })));
  }
  return found;
}

async function getBatch(
  { client, table }: Store,
  all: Item[],
  { consistent }: { consistent: boolean },
): Promise<Item[]> {
  const found: Item[] = [];
  let keys = all;
  // A batch beyond 16 MB, or a busy partition, leaves keys over: they are asked for again.
  for (let round = 0; keys.length > 0 && round < ROUNDS; round += 1) {
    const command = new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: consistent } } });
    const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(command).catch(refused);
    found.push(...(Responses?.[table] ?? []));
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  if (keys.length > 0) throw new Failure('storage.unavailable', 'the table does not answer in full');
  return found;
}

/** One page of a query: the items, as DynamoDB cuts them. */
export async function query(store: Store, input: Omit<QueryCommandInput, 'TableName'>) {
  return store.client.send(new QueryCommand({ TableName: store.table, ...input })).catch(refused);
}

/**
 * All items of a query, or the first of them up to its `Limit`: DynamoDB ends a page after 1 MB, however few that are.
 * Without a limit for what is bounded: a list that may grow for ever is read by pages.
 */
export async function queryAll(store: Store, input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
  const { Limit: most } = input;
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const page = { ...input, ExclusiveStartKey: start, ...(most !== undefined && { Limit: most - found.length }) };
    const { Items = [], LastEvaluatedKey } = await query(store, page);
    found.push(...Items);
    start = LastEvaluatedKey;
  } while (start && (most === undefined || found.length < most));
  return found;
}

type Condition = Pick<PutItemCommandInput, 'ConditionExpression' | 'ExpressionAttributeValues'>;

/**
 * Puts an item if its condition holds, and tells whether it is there. The SDK's second attempt, after an answer that was
 * lost, is refused because of the first one: then the item in its way is the very one that was to be put.
 */
export async function putIf({ client, table }: Store, Item: Item, condition: Condition): Promise<boolean> {
  const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
  const command = new PutItemCommand({ TableName: table, Item, ...condition, ReturnValuesOnConditionCheckFailure });
  try {
    await client.send(command);
    return true;
  } catch (error) {
    const found = foundInTheWay(error);
    return Buffer.compare(found.body?.B ?? EMPTY, Item.body?.B ?? EMPTY) === 0;
  }
}

const EMPTY = new Uint8Array();

export const putRequest = (item: Item): WriteRequest => ({ PutRequest: { Item: item } });
export const deleteRequest = (key: ItemKey): WriteRequest => ({ DeleteRequest: { Key: itemKey(key) } });

/** Writes that may be repeated and hold no condition, each for itself. */
export async function writeItems({ client, table }: Store, writes: readonly WriteRequest[]): Promise<void> {
  let left = writes;
  const rounds = ROUNDS + writes.length / MOST_WRITES_PER_BATCH;
  for (let round = 0; left.length > 0 && round <= rounds; round += 1) {
    const batch = left.slice(0, MOST_WRITES_PER_BATCH);
    const command = new BatchWriteItemCommand({ RequestItems: { [table]: batch } });
    const { UnprocessedItems } = await client.send(command).catch(refused);
    left = [...(UnprocessedItems?.[table] ?? []), ...left.slice(MOST_WRITES_PER_BATCH)];
  }
  if (left.length > 0) throw new Failure('storage.unavailable', 'the table does not take all that is written');
}
