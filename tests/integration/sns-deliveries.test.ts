import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfirmSubscriptionCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { awsJson } from '#lib/local/aws-json.ts';
import type { Functions } from '#lib/local/functions.ts';
import { type Messaging, startMessaging } from '#lib/local/messaging.ts';
import { SnsDeliveries } from '#lib/local/sns-deliveries.ts';
import { backoff } from '#lib/local/sns-delivery.ts';
import { Receiver } from '../support/receiver.ts';

const data = mkdtempSync(join(tmpdir(), 'bulletin-sns-'));
const TopicArn = 'arn:aws:sns:us-east-1:000000000000:news';
const invoked: unknown[] = [];
const functions = new Map([
  ['listener', { invoke: async (event: unknown) => invoked.push(event) }],
]) as unknown as Functions;

let messaging: Messaging;
let deliveries: SnsDeliveries;
let sns: SNSClient;
let receiver: Receiver;
/** The statuses of the receiver's next answers; 200 when there are none left. */
let answers: number[] = [];

beforeAll(async () => {
  messaging = await startMessaging(data);
  messaging.server.createTopic('news');
  deliveries = new SnsDeliveries(messaging, functions, { everyMs: 100 });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sns = new SNSClient({ region: 'us-east-1', credentials, endpoint: messaging.endpoint });
});
afterAll(async () => {
  await deliveries.close();
  await messaging.server.stop();
  rmSync(data, { recursive: true });
});
afterEach(() => receiver?.[Symbol.asyncDispose]());

const publish = (Message: string, type = 'published') =>
  sns.send(
    new PublishCommand({
      ...{ TopicArn, Message },
      MessageAttributes: { type: { DataType: 'String', StringValue: type } },
    }),
  );

const parsed = ({ body }: { body: string }) => JSON.parse(body);

/** What came of a kind, as SNS names it. */
const ofType = (type: string) => receiver.received.filter(({ headers }) => headers['x-amz-sns-message-type'] === type);

/** Subscribed by whoever it is, while everything runs; with the token that its endpoint was sent. */
async function subscribed(Attributes: Record<string, string> = {}, first: number[] = []) {
  answers = [...first];
  receiver = await Receiver.start({ answer: (_, response) => void response.writeHead(answers.shift() ?? 200).end() });
  const { SubscriptionArn = '' } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint: `${receiver.url}/hook`, Attributes }),
  );
  await expect.poll(() => ofType('SubscriptionConfirmation')).not.toEqual([]);
  await expect.poll(() => answers).toEqual([]);
  const [asked] = ofType('SubscriptionConfirmation').map(parsed);
  return { SubscriptionArn, asked };
}

/** Until what is published arrives: a moment after its confirmation. */
const opened = (SubscriptionArn: string, protocol = 'http') =>
  expect
    .poll(() => messaging.server.inspectQueue(`sns-${protocol}-${SubscriptionArn.split(':').at(-1)}`))
    .toBeDefined();

async function confirmed(Attributes: Record<string, string> = {}) {
  const { SubscriptionArn, asked } = await subscribed(Attributes);
  expect((await fetch(asked.SubscribeURL)).status).toBe(200);
  await opened(SubscriptionArn);
  return SubscriptionArn;
}

const texts = () => ofType('Notification').map((one) => parsed(one).Message);

describe('an HTTP endpoint', () => {
  it('is sent nothing before it has confirmed, and everything after', async () => {
    const { asked, SubscriptionArn } = await subscribed();
    expect(asked).toMatchObject({ Type: 'SubscriptionConfirmation', TopicArn, Token: expect.any(String) });
    await publish('too early');
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: asked.Token }));
    await opened(SubscriptionArn);
    await publish('in time');
    await expect.poll(texts).toEqual(['in time']);
    const [{ headers, body } = { headers: {}, body: '' }] = ofType('Notification');
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=UTF-8',
      'x-amz-sns-topic-arn': TopicArn,
      'x-amz-sns-subscription-arn': SubscriptionArn,
      'x-amz-sns-message-id': JSON.parse(body).MessageId,
    });
    expect(Object.keys(JSON.parse(body))).not.toContain('Signature');
  });

  it('that refuses is asked again, later and later, to confirm as to take a message', async () => {
    const { asked, SubscriptionArn } = await subscribed({}, [503]);
    await expect.poll(() => ofType('SubscriptionConfirmation').length).toBeGreaterThan(1);
    await fetch(asked.SubscribeURL);
    await opened(SubscriptionArn);
    answers = [500, 302];
    await publish('insisted');
    await expect.poll(() => texts().filter((text) => text === 'insisted')).toHaveLength(3);
    expect([1, 2, 3, 4, 5, 6, 49].map(backoff)).toEqual([1, 2, 4, 8, 16, 20, 20]);
  });

  it('that has refused a message fifty times is not sent it again', async () => {
    const { asked, SubscriptionArn } = await subscribed();
    // Its messages wait in a queue of this name, where another takes this one 49 times before.
    const queue = `sns-http-${SubscriptionArn.split(':').at(-1)}`;
    const { server, endpoint } = messaging;
    server.createQueue(queue);
    server.sendMessage(queue, JSON.stringify({ Type: 'Notification', MessageId: 'm', Message: 'refused' }));
    const QueueUrl = `${endpoint}/000000000000/${queue}`;
    for (let times = 0; times < 49; times += 1)
      await awsJson(endpoint, 'AmazonSQS.ReceiveMessage', { QueueUrl, VisibilityTimeout: 0 });
    answers = [500];
    await fetch(asked.SubscribeURL);
    await expect.poll(texts).toEqual(['refused']);
    await expect.poll(() => server.inspectQueue(queue)?.messages).toMatchObject({ ready: [], inflight: [] });
  });

  it('gets what passes its filter, raw if it wants, and another filter when it has one', async () => {
    const FilterPolicy = JSON.stringify({ type: ['withdrawn'] });
    const SubscriptionArn = await confirmed({ RawMessageDelivery: 'true', FilterPolicy });
    await publish('a');
    await publish('b', 'withdrawn');
    await expect.poll(() => ofType('Notification').map(({ body }) => body)).toEqual(['b']);
    expect(ofType('Notification')[0]?.headers['x-amz-sns-rawdelivery']).toBe('true');
    const AttributeValue = JSON.stringify({ type: ['published'] });
    await sns.send(
      new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName: 'FilterPolicy', AttributeValue }),
    );
    const taken = async () => {
      await publish('c');
      return receiver.received.map(({ body }) => body);
    };
    await expect.poll(taken).toContain('c');
  });

  it('can leave by the address in each message', async () => {
    const SubscriptionArn = await confirmed();
    await publish('last');
    await expect.poll(texts).toEqual(['last']);
    const [{ UnsubscribeURL }] = ofType('Notification').map(parsed);
    await fetch(UnsubscribeURL);
    const queue = `sns-http-${SubscriptionArn.split(':').at(-1)}`;
    await expect.poll(() => messaging.server.inspectQueue(queue)).toBeUndefined();
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    expect(
      Subscriptions.filter(({ Endpoint }) => Endpoint?.endsWith(queue) || Endpoint === `${receiver.url}/hook`),
    ).toEqual([]);
  });
});

it('a function is invoked with what it was subscribed to, without being asked', async () => {
  const Endpoint = 'arn:aws:lambda:us-east-1:000000000000:function:listener';
  const { SubscriptionArn = '' } = await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'lambda', Endpoint }));
  await opened(SubscriptionArn, 'lambda');
  await publish('for a function');
  await expect.poll(() => invoked).not.toEqual([]);
  expect(invoked[0]).toMatchObject({
    Records: [{ EventSource: 'aws:sns', Sns: { Type: 'Notification', TopicArn, Message: 'for a function' } }],
  });
});
