import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '#lib/storage/keys.ts';
import { deleteRequest, writeItems } from '#lib/storage/store.ts';
import { type FullPublication, fill, fullPublication } from '../support/a-full-publication.ts';
import { ATable } from '../support/a-table.ts';
import { answerLost, type FailingClient, failing } from '../support/failing-client.ts';
import { type Call, WRITES } from '../support/store-calls.ts';
import { storesOf } from '../support/stores.ts';

/** One table answers, the other's answers get lost. Both are given the same. */
let sound: ATable;
let lossy: ATable;
let faults: FailingClient;

beforeAll(async () => {
  [sound, lossy] = await Promise.all([ATable.create(), ATable.create()]);
  faults = failing(lossy.client);
});
afterEach(async () => {
  faults.heal();
  // What is compared stays small.
  for (const table of [sound, lossy]) {
    const keys = Object.keys(await contents(table)).map((name) => name.split(' '));
    await writeItems(
      table,
      keys.map(([pk = '', sk = '']) => deleteRequest({ pk, sk })),
    );
  }
});
afterAll(() => Promise.all([sound, lossy].map((table) => table[Symbol.asyncDispose]())));

let count = 0;

async function aFilled(): Promise<FullPublication> {
  count += 1;
  const one = fullPublication(count);
  await Promise.all([sound, lossy].map((table) => fill(storesOf(table), one)));
  return one;
}

/** Uses that are counted are counted twice then. */
const COUNTS = ['hubUses.admit', 'topics.follow', 'uses.add', 'uses.begin'];
/**
 * The second attempt tells what the first one did, where that leads to the same: there is no author, the refusal is kept, the
 * head is read again and has all that it should.
 */
const ANSWERS: Partial<Record<string, (one: FullPublication) => unknown>> = {
  'authors.remove': () => 'missing',
  'heads.write': () => 'changed',
  'receipts.keep': ({ receipt }) => receipt,
};

describe('a write whose answer got lost, sent again by the SDK, comes to the same', () => {
  const writes = Object.entries(WRITES).filter(([name]) => !COUNTS.includes(name));
  it.each(writes)('%s', async (name, call: Call) => {
    const one = await aFilled();
    sound.bill();
    const once = await call(storesOf(sound), one);
    const { requests } = sound.bill();
    // The first attempt of each: the second one is answered.
    for (const index of requests.keys()) faults.failAttempt(answerLost, { after: 2 * index });
    const twice = await call(storesOf(lossy), one);
    expect(faults.heal()).toBe(requests.length);
    expect(twice).toEqual(ANSWERS[name]?.(one) ?? once);
    expect(await contents(lossy)).toEqual(await contents(sound));
  });
});

describe('a lease that is given back while the answer gets lost', () => {
  it('of a delivery cursor is given back', async () => {
    const { lease, course } = await aFilled();
    const after = { ...course, sequence: 8 };
    faults.failAttempt(answerLost);
    expect(await storesOf(lossy).courses.move(lease, { before: course, after })).toBe('moved');
    expect(faults.heal()).toBe(1);
  });

  it('of a delivery cursor is lost when it was stopped or removed meanwhile', async () => {
    const { id, lease, course, endpoint } = await aFilled();
    const { courses, endpoints } = storesOf(lossy);
    await endpoints.change({ ...endpoint, revision: 2 }, { to: 'stop' });
    expect(await courses.move(lease, { before: course, after: course })).toBe('lost');
    await endpoints.remove(id, endpoint.id);
    const none = { ...course, sequence: 0 };
    expect(await courses.move(lease, { before: none, after: none })).toBe('lost');
  });

  it('of a watermark is given back, and lost when another one has it or has moved it', async () => {
    const { id, pass, later } = await aFilled();
    const { watermarks } = storesOf(lossy);
    faults.failAttempt(answerLost);
    expect(await watermarks.move(id, { ...pass, to: 2 })).toBe('moved');
    expect(faults.heal()).toBe(1);
    expect(await watermarks.move(id, { ...pass, to: 3 })).toBe('lost');
    await watermarks.lease(id, { ...pass, holder: 'you', ...later });
    expect(await watermarks.move(id, { ...pass, to: 2 })).toBe('lost');
  });
});

describe('a use whose answer got lost counts twice at most', () => {
  it('of a key', async () => {
    const { uses } = storesOf(lossy);
    const taking = { window: 1, count: 5, limit: 100, at: (await aFilled()).span.now };
    faults.failAttempt(answerLost);
    expect(await uses.begin('busy', taking)).toEqual({ window: 1, used: 5 });
    faults.failAttempt(answerLost);
    expect(await uses.add('busy', taking)).toBe('counted');
    expect(await uses.begin('busy', taking)).toEqual({ window: 1, used: 15 });
  });

  it('of a topic', async () => {
    const { id, topic, follower, chunk } = await aFilled();
    const { topics } = storesOf(lossy);
    faults.failAttempt(answerLost);
    await topics.follow(topic, follower);
    expect((await topics.get(id, chunk.topic))?.shards.get(chunk.shard)).toBe(3);
  });
});

async function contents({ client, table: TableName }: ATable): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    for (const item of Items) found[`${item.pk?.S} ${item.sk?.S}`] = item;
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}
