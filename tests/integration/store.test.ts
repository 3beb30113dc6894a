import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packed } from '#lib/storage/codecs.ts';
import { type Item, type ItemKey, itemKey } from '#lib/storage/keys.ts';
import { deleteRequest, getItem, getItems, putIf, putRequest, queryAll, writeItems } from '#lib/storage/store.ts';
import { ATable } from '../support/a-table.ts';
import { answerLost, type FailingClient, failing, halfDone, noneDone, throttled } from '../support/failing-client.ts';

let table: ATable;
let faults: FailingClient;
let list: string;
let lists = 0;

beforeAll(async () => {
  table = await ATable.create();
  faults = failing(table.client);
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(() => {
  lists += 1;
  list = `list-${lists}`;
  table.bill();
});
afterEach(() => faults.heal());

const keyOf = (n: number): ItemKey => ({ pk: list, sk: String(n).padStart(4, '0') });
const keysTo = (most: number): ItemKey[] => Array.from({ length: most }, (_, n) => keyOf(n));
const itemsTo = (most: number, body: Item = {}): Item[] =>
  keysTo(most).map((key) => ({ ...itemKey(key), ...body }) as Item);
const write = (items: readonly Item[]) => writeItems(table, items.map(putRequest));
const namesIn = (items: readonly Item[]) => items.map(({ sk }) => sk?.S ?? '').toSorted();
const names = (most: number) => keysTo(most).map(({ sk }) => sk);
const whole = (over: Partial<Parameters<typeof queryAll>[1]> = {}) =>
  queryAll(table, {
    ...{ KeyConditionExpression: 'pk = :list', ExpressionAttributeValues: { ':list': { S: list } } },
    ...{ ConsistentRead: true, ...over },
  });
const unavailable = { code: 'storage.unavailable' };

describe('many writes', () => {
  it('are made in batches of as many as the table takes', async () => {
    await write(itemsTo(51));
    expect(table.bill().requests).toEqual(Array(3).fill('BatchWriteItem'));
    expect(namesIn(await whole())).toEqual(names(51));
  });

  it.each([60, 600])('come to all of %i when the table does a half of some batches', async (most) => {
    faults.failRequests(halfDone, { times: 7 });
    await write(itemsTo(most));
    faults.heal();
    expect(namesIn(await whole())).toEqual(names(most));
  });

  it('are unavailable when the table does none, in the end', async () => {
    faults.failRequests(noneDone);
    await expect(write(itemsTo(60))).rejects.toMatchObject(unavailable);
    expect(faults.heal()).toBeLessThan(30);
  });

  it('are unavailable when a batch after the first one is refused', async () => {
    faults.failRequests(throttled, { after: 1 });
    await expect(write(itemsTo(26))).rejects.toMatchObject(unavailable);
  });

  it('put and delete side by side', async () => {
    await write(itemsTo(3));
    await writeItems(table, [deleteRequest(keyOf(1)), ...itemsTo(5).slice(3).map(putRequest)]);
    expect(namesIn(await whole())).toEqual(['0000', '0002', '0003', '0004']);
  });

  it('of none asks nothing', async () => {
    await write([]);
    expect(table.bill().requests).toEqual([]);
  });
});

describe('many items by their keys', () => {
  it('are read in batches of as many as the table gives, without those that are not there', async () => {
    await write(itemsTo(201));
    table.bill();
    expect(namesIn(await getItems(table, [...keysTo(201), { pk: list, sk: 'nowhere' }]))).toEqual(names(201));
    expect(table.bill().requests).toEqual(Array(3).fill('BatchGetItem'));
  });

  it('are all found when the table gives a half of each batch', async () => {
    await write(itemsTo(101));
    faults.failRequests(halfDone);
    expect(namesIn(await getItems(table, keysTo(101)))).toEqual(names(101));
  });

  it('are unavailable, not missing, when the table gives none of them in the end', async () => {
    await write(itemsTo(3));
    faults.failRequests(noneDone);
    await expect(getItems(table, keysTo(3))).rejects.toMatchObject(unavailable);
    expect(faults.heal()).toBeLessThan(20);
  });

  it('are given once each, however often they are named', async () => {
    await write(itemsTo(2));
    expect(namesIn(await getItems(table, [keyOf(0), keyOf(1), keyOf(0)]))).toEqual(names(2));
  });

  it('are given as they are at this moment', async () => {
    await write(itemsTo(1));
    const asked: unknown[] = [];
    faults.failRequests(({ input }, send) => {
      asked.push(input.RequestItems);
      return send();
    });
    await getItems(table, [keyOf(0)]);
    expect(asked).toMatchObject([{ [table.table]: { ConsistentRead: true } }]);
  });
});

describe('a list', () => {
  /** Six items of 300 KB: three fit into a page. */
  const large = () => itemsTo(6, { body: { B: randomBytes(300_000) } });

  it('of more than 1 MB is found whole', async () => {
    await write(large());
    table.bill();
    expect(namesIn(await whole())).toEqual(names(6));
    expect(table.bill().requests.length).toBeGreaterThan(1);
  });

  it('has as many items as were asked for, also beyond 1 MB', async () => {
    await write(large());
    expect(namesIn(await whole({ Limit: 5 }))).toEqual(names(5));
    expect(namesIn(await whole({ Limit: 9 }))).toEqual(names(6));
  });

  it('of few items takes one request, whether they are limited or not', async () => {
    await write(itemsTo(3));
    table.bill();
    expect([(await whole()).length, (await whole({ Limit: 3 })).length, (await whole({ Limit: 2 })).length]).toEqual([
      ...[3, 3, 2],
    ]);
    expect(table.bill().requests).toEqual(Array(3).fill('Query'));
  });

  it('is unavailable when a page after the first one is refused', async () => {
    await write(large());
    faults.failRequests(throttled, { after: 1 });
    await expect(whole()).rejects.toMatchObject(unavailable);
  });
});

describe('an item that is put on a condition', () => {
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  const [mine, yours] = ['mine', 'yours'].map((text) => packed({ text }));

  it('is there when the condition holds, and not when it does not', async () => {
    expect(await putIf(table, { ...itemKey(keyOf(0)), ...mine }, isNew)).toBe(true);
    expect(await putIf(table, { ...itemKey(keyOf(0)), ...yours }, isNew)).toBe(false);
    expect(await getItem(table, keyOf(0), { consistent: true })).toMatchObject({ sk: { S: '0000' } });
    const revised = { ConditionExpression: 'revision = :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    expect(await putIf(table, { ...itemKey(keyOf(1)), ...mine }, revised)).toBe(false);
    expect(await whole()).toHaveLength(1);
  });

  it('is there when the answer was lost and the SDK has tried again', async () => {
    faults.failAttempt(answerLost);
    expect(await putIf(table, { ...itemKey(keyOf(0)), ...mine }, isNew)).toBe(true);
    expect(faults.heal()).toBe(1);
  });
});

describe('what is about as large as an item may be', () => {
  const attributes = Object.fromEntries(['gsi1pk', 'gsi1sk', 'note'].map((name) => [name, { S: 'x'.repeat(900) }]));

  it.each([390_000, 395_000, 400_000, 404_000, 406_000, 409_000, 415_000])(
    'is kept with all that is written beside it, or is too large: never refused by the table, at %i bytes',
    async (bytes) => {
      // Compressed, as many bytes of base64 take that many bytes of noise.
      const keep = async () =>
        write([{ ...itemKey(keyOf(0)), ...attributes, ...packed(randomBytes(bytes).toString('base64')) }]);
      const outcome = await keep().then(
        () => 'kept',
        ({ code }) => code,
      );
      expect(outcome).toBe(bytes < 399_000 ? 'kept' : 'request.too-large');
    },
  );
});
