import { setTimeout as pause } from 'node:timers/promises';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { createPublications, publish } from './clients.ts';
import { atMost, type Line, quantile } from './measure.ts';

const EVERY_MS = 120;

/** From the 201 to the message in a subscriber's queue, and to the article in a feed that is polled all the time. */
export async function latency(bulletin: Bulletin, { samples }: { samples: number }): Promise<Line[]> {
  await createPublications(bulletin, ['latency']);
  await bulletin.api('GET', '/latency/feed.json');
  const accepted = new Map<string, number>();
  const heard = new Map<string, number>();
  const seen = new Map<string, number>();
  const stop = new AbortController();
  const watching = Promise.all([listen(bulletin, heard, stop.signal), poll(bulletin, seen, stop.signal)]);

  for (let n = 0; n < samples; n += 1) {
    const { id } = await publish(bulletin, 'latency');
    accepted.set(id, performance.now());
    await pause(EVERY_MS);
  }
  while (heard.size < samples || ![...accepted.keys()].slice(-20).every((id) => seen.has(id))) await pause(50);
  stop.abort();
  await watching;

  const since = (arrivals: Map<string, number>) =>
    [...accepted].flatMap(([id, at]) => (arrivals.has(id) ? [Math.max(0, (arrivals.get(id) ?? 0) - at)] : []));
  return [
    quick('accepted → on SNS, in a subscriber’s queue, p99', { times: since(heard), bound: 100 }),
    quick('accepted → in a polled feed, p99', { times: since(seen), bound: 700 }),
  ];
}

const quick = (what: string, { times, bound }: { times: readonly number[]; bound: number }): Line =>
  atMost(what, {
    ...{ value: quantile(times, 0.99), bound, unit: 'ms' },
    over: `p50 ${Math.round(quantile(times, 0.5))} ms of ${times.length}`,
  });

async function listen(
  { addresses: { endpoints, topicArn } }: Bulletin,
  heard: Map<string, number>,
  stop: AbortSignal,
): Promise<void> {
  const local = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const sqs = new SQSClient({ ...local, endpoint: endpoints.sqs });
  const sns = new SNSClient({ ...local, endpoint: endpoints.sns });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench-latency' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  const filter = { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify({ publication: ['latency'] }) };
  await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn, Attributes: filter }),
  );
  while (!stop.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    for (const { Body = '{}', ReceiptHandle } of Messages) {
      const { subject } = JSON.parse(Body);
      if (!heard.has(subject)) heard.set(subject, performance.now());
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

async function poll({ addresses: { url } }: Bulletin, seen: Map<string, number>, stop: AbortSignal): Promise<void> {
  let etag = '';
  while (!stop.aborted) {
    const response = await fetch(`${url}/latency/feed.json`, { headers: { 'if-none-match': etag } });
    if (response.status === 200) {
      etag = response.headers.get('etag') ?? '';
      const { items } = (await response.json()) as { items: { id: string }[] };
      const now = performance.now();
      for (const { id } of items) {
        const article = id.slice(id.lastIndexOf('/') + 1);
        if (!seen.has(article)) seen.set(article, now);
      }
    }
    await pause(20);
  }
}
