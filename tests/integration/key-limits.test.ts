import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, type UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { dynamoKeyUses } from '#lib/storage/dynamo-key-uses.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import type { Store } from '#lib/storage/store.ts';
import { keyMeter } from '#lib/usecases/meter-keys.ts';
import { aKey } from '../support/a-key.ts';
import { ATable } from '../support/a-table.ts';
import { afterNoon, fixedClock, NOON } from '../support/system.ts';

let store: ATable;
beforeAll(async () => {
  store = await ATable.create();
});
afterAll(() => store[Symbol.asyncDispose]());

/** The table, waited for as long as it takes on a busy machine, and not only as long as a request would. */
const patient = (): Store => ({
  table: store.table,
  client: Object.assign(Object.create(store.client), {
    send: (command: UpdateItemCommand) => store.client.send(command),
  }),
});

it('many instances at once let through what the limit says, and no more', async () => {
  const key = aKey({ id: 'busy', requestsPerMinute: 90 });
  const meters = Array.from({ length: 8 }, () => keyMeter({ uses: dynamoKeyUses(patient()), clock: fixedClock() }));
  const spent = meters.map(async (meter) => {
    let count = 0;
    while ((await meter(key)) === 'counted') count += 1;
    return count;
  });
  expect((await Promise.all(spent)).reduce((sum, count) => sum + count, 0)).toBe(90);
});

it('a key tells when it was used last, to the minute, in the list and by itself', async () => {
  const keys = dynamoKeys(store);
  const key = aKey({ id: 'used', requestsPerMinute: 6_000 });
  await keys.add(key);
  const time = { now: NOON };
  const meter = keyMeter({ uses: dynamoKeyUses(patient()), clock: { now: () => time.now } });
  expect(await keys.list(PublicationId.parse('harbour-post'))).toEqual([key]);
  for (const seconds of [0, 20, 59, 60, 61]) {
    time.now = instant(new Date(Date.parse(NOON) + seconds * 1_000));
    await meter(key);
  }
  const lastUsedAt = instant(new Date(Date.parse(NOON) + 60_000));
  expect(await keys.withUse(key.id)).toEqual({ ...key, lastUsedAt });
  expect(await keys.get(key.id)).toEqual(key);
});

it('a key that is rotated keeps the end that it was made with beside that of the overlap', async () => {
  const keys = dynamoKeys(store);
  const [old, to] = [aKey({ id: 'ending', expiresAt: afterNoon(7_200_000) }), aKey({ id: 'in-its-place' })];
  await keys.add(old);
  expect(await keys.rotate(old.id, { to, endsAt: afterNoon(3_600_000), by: { id: old.id, now: NOON } })).toBe(
    'rotated',
  );
  expect(await keys.get(old.id)).toEqual({ ...old, overlapEndsAt: afterNoon(3_600_000) });
});

it('a request waits a moment, and no longer, for a table that does not answer', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const meter = keyMeter({ uses: dynamoKeyUses({ client, table: 'table' }), clock: fixedClock() });
  const start = performance.now();
  expect(await meter(aKey({ requestsPerMinute: 6_000 }))).toMatchObject({ uncounted: { code: 'storage.unavailable' } });
  expect(performance.now() - start).toBeLessThan(10_000);
  client.destroy();
  silent.closeAllConnections();
  silent.close();
});
