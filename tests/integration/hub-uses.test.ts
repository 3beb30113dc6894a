import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { itemKey, keys } from '#lib/storage/keys.ts';
import type { HubUses } from '#lib/usecases/hub-ports.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';
import { afterNoon, NOON } from '../support/system.ts';

let table: ATable;
let hubUses: HubUses;
const host = 'reader.example';
const lastMoment = afterNoon(3_599_999);
const nextHour = afterNoon(3_600_000);

beforeAll(async () => {
  table = await ATable.create();
  ({ hubUses } = storesOf(table));
});
afterAll(() => table[Symbol.asyncDispose]());

/** As if it had been asked for so often. */
const used = (uses: number) =>
  table.client.send(
    new UpdateItemCommand({
      ...{ TableName: table.table, Key: itemKey(keys.hubUse(host, NOON)) },
      ...{ UpdateExpression: 'ADD uses :uses', ExpressionAttributeValues: { ':uses': { N: String(uses) } } },
    }),
  );

it('a host is asked at most once a second, an hour taken together, whoever wants it', async () => {
  expect(await hubUses.admit(host, NOON)).toBe(true);
  await used(3_598);
  expect([await hubUses.admit(host, lastMoment), await hubUses.admit(host, lastMoment)]).toEqual([true, false]);
  expect([await hubUses.admit(host, NOON), await hubUses.admit('other.example', NOON)]).toEqual([false, true]);
  expect(await hubUses.admit(host, nextHour)).toBe(true);
});
