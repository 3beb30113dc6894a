import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kms, startKms } from '#lib/local/kms.ts';
import { kmsVault } from '#lib/secrets/kms-vault.ts';
import { dynamoEndpoints } from '#lib/storage/dynamo-endpoints.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { addEndpoint } from '#lib/usecases/add-endpoint.ts';
import { aDraft, aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { Receiver } from '../support/receiver.ts';
import { storesOf } from '../support/stores.ts';
import { survives } from '../support/survives.ts';
import { countingIds, fixedClock, noWait } from '../support/system.ts';

const publication = aPublisher();
const data = mkdtempSync(join(tmpdir(), 'bulletin-deliver-'));
const ids = countingIds();
const clock = fixedClock();
let store: ATable;
let messages: FauxqsServer;
let receiver: Receiver;
let kms: Kms;

const deps = () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new KMSClient({ endpoint: kms.endpoint, region: 'us-east-1', credentials });
  return {
    ...{ ...storesOf(store), ids, clock, backoff: noWait, publicUrl: 'https://bulletin.example' },
    ...{ vault: kmsVault({ client, keyId: 'key', clock }), policy: { complaint: async () => undefined } },
  };
};
const env = () => ({
  ...{ TABLE_NAME: store.table, PUBLIC_URL: 'https://bulletin.example', OUTBOUND: 'loopback' },
  DELIVER_QUEUE_URL: `http://127.0.0.1:${messages.port}/000000000000/deliveries`,
  ...{ AWS_ENDPOINT_URL_DYNAMODB: store.endpoint, AWS_ENDPOINT_URL_KMS: kms.endpoint },
  AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${messages.port}`,
});
const event = { Records: [{ messageId: 'm', body: JSON.stringify({ partitionkey: publication.id }) }] };
const publish = (title: string) => addArticle(aDraft({ title }), { publication: publication.id }, deps());
/** As if the leases of those who were killed were over. */
const forgetLeases = async () => {
  for (const { id } of await dynamoEndpoints(store).list(publication.id)) {
    const lease = { publication: publication.id, endpoint: id, holder: 'next' };
    const year = (n: number) => `${n}-01-01T00:00:00.000Z` as ReturnType<typeof clock.now>;
    await deps().courses.take(lease, { now: year(9998), until: year(2000) });
  }
};

beforeAll(async () => {
  [store, messages, receiver, kms] = await Promise.all([
    ...([ATable.create(), startFauxqs({ port: 0, logger: false }), Receiver.start(), startKms(data)] as const),
  ]);
  messages.createQueue('deliveries');
  await deps().publications.add(publication);
});
afterAll(async () => {
  await Promise.all([receiver[Symbol.asyncDispose](), messages.stop(), kms.close()]);
  await store[Symbol.asyncDispose]();
  rmSync(data, { recursive: true });
});

it('deliver, killed after any of its writes, sends everything in the end, and writes down each attempt', async () => {
  const sound = await addEndpoint({ url: `${receiver.url}/sound`, publication: publication.id }, deps());
  const faulty = await addEndpoint({ url: `${receiver.url}/faulty`, publication: publication.id }, deps());
  receiver.answer = ({ url }, response) => void response.writeHead(url.pathname === '/faulty' ? 500 : 204).end();
  let kills = 0;
  for (let nth = 1; ; nth += 1) {
    await publish(`Killed ${nth}`);
    const ended = await survives('queues/deliver', { event, nth, env: env() });
    await forgetLeases();
    if (ended) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(6);

  const log = await deps().log.read(publication.id, { after: 0, limit: 100 });
  const heard = receiver.received.filter(({ url }) => url.pathname === '/sound');
  expect(new Set(heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set(log.map(({ id }) => id)));
  for (const { body, headers } of heard)
    expect(new Webhook(sound.secret).verify(body, headers as Record<string, string>)).toBeTruthy();

  // What a tired endpoint has not been sent yet is pending.
  for (const [{ endpoint }, path, statuses] of [
    [sound, '/sound', ['delivered']],
    [faulty, '/faulty', ['retrying', 'pending']],
  ] as const) {
    for (const delivery of await deps().deliveries.list(endpoint.id, { limit: 100 })) {
      const { id, attempts, attemptCount } = delivery;
      const arrivals = receiver.received.filter(
        ({ url, headers }) => url.pathname === path && headers['webhook-id'] === id,
      );
      expect(attemptCount).toBeGreaterThanOrEqual(arrivals.length);
      expect(attempts.every(({ answer, failure }) => answer !== undefined || failure !== undefined)).toBe(true);
      expect(statuses).toContain(delivery.status);
    }
  }
});
