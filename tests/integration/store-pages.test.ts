import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fill, fullPublication } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { type FailingClient, failing, halfDone, inOtherOrder, pagesOf } from '../support/failing-client.ts';
import { type Call, READS } from '../support/store-calls.ts';
import { storesOf } from '../support/stores.ts';

let table: ATable;
let faults: FailingClient;
const one = fullPublication(1);

beforeAll(async () => {
  table = await ATable.create();
  faults = failing(table.client);
  await fill(storesOf(table), one);
  await fill(storesOf(table), fullPublication(2));
});
afterEach(() => faults.heal());
afterAll(() => table[Symbol.asyncDispose]());

// They promise no order.
const { 'deliveries.getMany': _many, 'log.desk': _authors, ...ORDERED } = READS;

describe('a read is in the same order, whatever order a batch comes in', () => {
  it.each(Object.entries(ORDERED))('%s', async (_, call: Call) => {
    const before = await call(storesOf(table), one);
    faults.failRequests(inOtherOrder, { command: 'BatchGetItem' });
    expect(await call(storesOf(table), one)).toEqual(before);
  });
});

/** They say themselves where they are to be gone on from. */
const { 'subscriptions.page': _page, 'topics.followed': _topics, ...WHOLE } = READS;

describe('a read of which the table answers a part at a time finds as much', () => {
  it.each(Object.entries(WHOLE))('%s', async (_, call: Call) => {
    const whole = await call(storesOf(table), one);
    faults.failRequests(pagesOf(1), { command: 'Query' });
    faults.failRequests(halfDone, { command: 'BatchGetItem' });
    const parts = await call(storesOf(table), one);
    faults.heal();
    expect(parts).toEqual(whole);
  });
});
