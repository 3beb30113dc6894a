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
import { atMost, type Line, quantile } from './measure.ts';
import { submission } from './publishing.ts';

const ARTICLES = 100;
const EVERY_MS = 120;

/** From the 201 to the message in a subscriber's queue, and to the article in a feed that is polled all the time. */
export async function latency(bulletin: Bulletin): Promise<Line[]> {
  await bulletin.api('POST', '/v1/publications', { body: { id: 'latency', title: 'Latency', language: 'en' } });
  await bulletin.api('GET', '/latency/feed.json');
  const accepted = new Map<string, number>();
  const heard = new Map<string, number>();
  const seen = new Map<string, number>();
  const stop = new AbortController();
  const watching = Promise.all([listen(bulletin, heard, stop.signal), poll(bulletin, seen, stop.signal)]);

  for (let n = 0; n < ARTICLES; n += 1) {
    const { body } = await bulletin.api('POST', '/v1/publications/latency/articles', { body: submission(n) });
    accepted.set(body.id, performance.now());
    await pause(EVERY_MS);
  }
  while (heard.size < ARTICLES || ![...accepted.keys()].slice(-20).every((id) => seen.has(id))) await pause(50);
  stop.abort();
  await watching;

  const since = (arrivals: Map<string, number>) =>
    [...accepted].flatMap(([id, at]) => (arrivals.has(id) ? [Math.max(0, (arrivals.get(id) ?? 0) - at)] : []));
  const [toTopic, toFeed] = [since(heard), since(seen)];
  return [
    atMost('accepted → in a subscriber’s queue, p99', {
      value: quantile(toTopic, 0.99),
      bound: 150,
      unit: 'ms',
      over: `p50 ${Math.round(quantile(toTopic, 0.5))} ms`,
    }),
    atMost('accepted → in a polled feed, p99', {
      value: quantile(toFeed, 0.99),
      bound: 1000,
      unit: 'ms',
      over: `p50 ${Math.round(quantile(toFeed, 0.5))} ms`,
    }),
  ];
}

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
