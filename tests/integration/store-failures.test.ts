import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FullPublication, fill, fullPublication } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { conflicting, FAILURES, type FailingClient, failing, noneDone } from '../support/failing-client.ts';
import { CALLS, type Call, READS, WRITES } from '../support/store-calls.ts';
import { storesOf } from '../support/stores.ts';

let table: ATable;
let faults: FailingClient;
/** Of whatever changes nothing. */
let steady: FullPublication;
const unavailable = { code: 'storage.unavailable', extra: { retryAfter: 1 } };

beforeAll(async () => {
  table = await ATable.create();
  faults = failing(table.client);
  steady = await aFilled();
});
afterEach(() => faults.heal());
afterAll(() => table[Symbol.asyncDispose]());

let count = 0;

async function aFilled(): Promise<FullPublication> {
  count += 1;
  const one = fullPublication(count);
  await fill(storesOf(table), one);
  return one;
}

const outcomeOf = (call: Call, one: FullPublication) => call(storesOf(table), one).catch((error: unknown) => error);

describe('an access pattern of which any request fails, in any way, says that the table is unavailable', () => {
  it.each(Object.entries(CALLS))('%s', async (name, call) => {
    const one = name in READS ? steady : await aFilled();
    for (let after = 0; ; after += 1) {
      for (const [kind, fault] of Object.entries(FAILURES)) {
        faults.failRequests(fault, { after });
        const outcome = await outcomeOf(call, one);
        if (faults.heal() === 0) return expect(after).toBeGreaterThan(0);
        expect({ kind, after, outcome }).toMatchObject({ kind, after, outcome: unavailable });
      }
    }
  });
});

// A transaction has its way with a batch.
const BATCHED = ['deliveries.note', 'entries.put', 'tombstones.put', 'tombstones.remove'];
const TRANSACTED = Object.entries(WRITES).filter(([name]) => !BATCHED.includes(name));

describe('a write that another transaction is in the way of is not taken for done', () => {
  it.each(TRANSACTED)('%s', async (name, call: Call) => {
    for (const command of ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems'])
      faults.failRequests(conflicting, { command });
    const outcome = await outcomeOf(call, steady);
    expect(faults.heal()).toBeGreaterThan(0);
    // A log's writer tries again by itself: it knows where the log ends by now.
    if (name === 'log.commit') expect(outcome).toEqual({ outcome: 'raced', head: 3 });
    // Whoever rotates a key reads again what has become of it.
    else if (name === 'keys.rotate') expect(outcome).toBe('changed');
    else expect(outcome).toMatchObject(unavailable);
  });
});

describe('a batch that the table never carries out in full is not taken for done', () => {
  it.each([
    ...(['articles.getMany', 'deliveries.getMany', 'endpoints.standing', 'keys.list', 'log.desk'] as const),
    ...(['log.revisions', 'publications.list', 'deliveries.note', 'log.erase', 'entries.put'] as const),
    ...(['entries.written', 'heads.state', 'tombstones.put', 'tombstones.remove'] as const),
  ])('%s', async (name) => {
    faults.failRequests(noneDone, { command: 'BatchGetItem' });
    faults.failRequests(noneDone, { command: 'BatchWriteItem' });
    const outcome = await outcomeOf(CALLS[name], steady);
    expect(faults.heal()).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ code: 'storage.unavailable' });
  });
});
