import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EndpointId } from '#lib/domain/endpoint.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { snsTopic } from '#lib/messaging/sns-topic.ts';
import { sqsAlarms } from '#lib/messaging/sqs-alarms.ts';
import { sqsDeliverBell } from '#lib/messaging/sqs-deliver-bell.ts';
import { sqsDoorbell } from '#lib/messaging/sqs-doorbell.ts';
import { dynamoClient, newDynamoClient } from '#lib/runtime/dynamo-client.ts';
import { kmsClient } from '#lib/runtime/kms-client.ts';
import { createOperatorKey } from '#lib/runtime/operator.ts';
import { snsClient } from '#lib/runtime/sns-client.ts';
import { sqsClient } from '#lib/runtime/sqs-client.ts';
import { systemClock as clock } from '#lib/runtime/system.ts';
import { withinTime } from '#lib/runtime/time-limits.ts';
import { kmsVault } from '#lib/secrets/kms-vault.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { exampleOf } from '../contract/example-events.ts';
import { localEnv } from '../support/local-env.ts';
import { MuteServer } from '../support/mute-server.ts';

const publication = PublicationId.parse('harbour-post');
const topicArn = 'arn:aws:sns:us-east-1:000000000000:events';
const endpoint = EndpointId.parse('ep_01jdf0e8m30000000000000001');
const queueUrl = () => `${mute.url}/000000000000/queue`;
const FUNCTION_MS = 2_500;
let mute: MuteServer;

beforeAll(async () => {
  mute = await MuteServer.start();
  Object.assign(process.env, localEnv(mute.url));
});
afterAll(() => mute[Symbol.asyncDispose]());

/** What came of it, and how long that took. */
async function invoked(work: () => Promise<unknown>) {
  const start = performance.now();
  const context = { getRemainingTimeInMillis: () => FUNCTION_MS };
  const error: unknown = await withinTime(work)(undefined, context).catch((reason: unknown) => reason);
  return { error, ms: performance.now() - start };
}

const event = publicEventOf(exampleOf('bulletin.article.published.v1'));

const calls = {
  DynamoDB: () => dynamoPublications({ client: dynamoClient(), table: 'table' }).get(publication),
  SNS: () => snsTopic({ client: snsClient(), topicArn, publicUrl: '' }).publish([event]),
  SQS: () => sqsDoorbell({ client: sqsClient(), queueUrl: queueUrl() }).ring([publication]),
  KMS: () => kmsVault({ client: kmsClient(), keyId: 'key', clock }).seal('secret', { publication }),
};

/** What an answer of HTTP may come to. */
const answered = {
  'a read': calls.DynamoDB,
  'an alarm': () => {
    const alarms = sqsAlarms({ client: sqsClient(), queueUrls: { deliver: queueUrl() } });
    return alarms.set([{ kind: 'deliver', publication, subject: endpoint, inSeconds: 0 }]);
  },
  'a test event': () =>
    sqsDeliverBell({ client: sqsClient(), queueUrl: queueUrl() }).ring({ publication, endpoint, test: 't' }),
  'a secret': calls.KMS,
};

describe('a service that takes requests and never answers', () => {
  it.each([
    ['DynamoDB', 'storage.unavailable'],
    ['SNS', 'topic.unavailable'],
    ['SQS', 'doorbell.unavailable'],
    ['KMS', 'vault.unavailable'],
  ] as const)('%s fails a call with %s long before the function has to end', async (service, code) => {
    const { error, ms } = await invoked(calls[service]);
    expect(error).toMatchObject({ code });
    expect(ms).toBeLessThan(FUNCTION_MS / 2);
  });

  it.each(Object.entries(answered))('fails %s with when to try again', async (_, call) => {
    const { error } = await invoked(call);
    expect(error).toMatchObject({ kind: 'unavailable', extra: { retryAfter: 1 } });
  });

  it('fails a call whose answer begins and never ends', async () => {
    await using ending = await MuteServer.start('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{');
    const client = newDynamoClient({ endpoint: ending.url });
    const { error, ms } = await invoked(() => dynamoPublications({ client, table: 'table' }).get(publication));
    expect(error).toMatchObject({ code: 'storage.unavailable' });
    expect(ms).toBeLessThan(FUNCTION_MS / 2);
  });

  it('fails the making of an operator’s key, too', async () => {
    const place = { table: 'table', name: 'operator', keyMode: 'test', endpoint: mute.url } as const;
    const { error } = await invoked(() => createOperatorKey(place));
    expect(error).toMatchObject({ code: 'storage.unavailable' });
  });

  it('fails all calls of an invocation before it has to end, however many it makes', async () => {
    let made = 0;
    const { ms } = await invoked(async () => {
      for (; made < 100; made += 1) await calls.DynamoDB().catch(() => undefined);
    });
    expect(made).toBe(100);
    expect(ms).toBeLessThan(FUNCTION_MS);
  });

  it('leaves the next invocation its own time', async () => {
    await invoked(calls.SNS);
    const { error, ms } = await invoked(calls.SNS);
    expect(error).toMatchObject({ cause: { name: expect.stringMatching(/TimeoutError|AbortError/) } });
    expect(ms).toBeGreaterThan(100);
  });
});
