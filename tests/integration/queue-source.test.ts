import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Messaging, startMessaging } from '#lib/local/messaging.ts';
import { QueueSource } from '#lib/local/queue-source.ts';

const data = mkdtempSync(join(tmpdir(), 'bulletin-queue-'));
let messaging: Messaging;

beforeAll(async () => {
  messaging = await startMessaging(data);
});
afterAll(async () => {
  await messaging.server.stop();
  rmSync(data, { recursive: true });
});

interface Records {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** A queue whose messages are handled, with the bodies of each batch so far. */
function handledQueue(name: string, handle: (batch: Records, attempt: number) => unknown, reportsFailures = true) {
  const batches: string[][] = [];
  const { server, endpoint } = messaging;
  const { queueArn } = server.createQueue(name, { attributes: { VisibilityTimeout: '1' } });
  for (const body of ['a', 'b', 'c']) server.sendMessage(name, body);
  const invoke = async (event: unknown) => {
    const batch = event as Records;
    return handle(batch, batches.push(batch.Records.map(({ body }) => body).toSorted()));
  };
  const source = new QueueSource({
    ...{ endpoint, queueUrl: `${endpoint}/000000000000/${name}`, queueArn, batchSize: 10, concurrency: 1 },
    ...{ target: { invoke }, reportsFailures },
  });
  onTestFinished(() => source.close());
  const left = () => {
    const { ready = [], inflight = [] } = server.inspectQueue(name)?.messages ?? {};
    return ready.length + inflight.length;
  };
  return { batches, left };
}

const failureOf = ({ Records }: Records, body: string) => ({
  batchItemFailures: Records.filter((one) => one.body === body).map(({ messageId }) => ({ itemIdentifier: messageId })),
});

it('a message that is reported as failed comes again, alone, and those beside it do not', async () => {
  const { batches, left } = handledQueue('one-fails', (batch, attempt) => attempt === 1 && failureOf(batch, 'b'));
  await expect.poll(() => batches).toEqual([['a', 'b', 'c'], ['b']]);
  await expect.poll(left).toBe(0);
});

it('all messages of a batch come again when the function fails as a whole', async () => {
  const { batches, left } = handledQueue('all-fail', (_, attempt) => {
    if (attempt === 1) throw new Error('it fails');
  });
  await expect.poll(() => batches.flat().toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  await expect.poll(left).toBe(0);
});

it('what is reported as failed is done with when the mapping does not listen to reports', async () => {
  const { batches, left } = handledQueue('no-reports', (batch) => failureOf(batch, 'b'), false);
  await expect.poll(left).toBe(0);
  expect(batches).toEqual([['a', 'b', 'c']]);
});
