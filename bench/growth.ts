import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { type Line, median } from './measure.ts';
import { submission } from './publishing.ts';

const SAMPLES = 150;
const BATCH = 25;

/** What a poll and a publish cost with few articles, and again with many: within a tenth of each other. */
export async function growth(bulletin: Bulletin, { few, many }: { few: number; many: number }): Promise<Line[]> {
  await bulletin.api('POST', '/v1/publications', { body: { id: 'growing', title: 'Growing', language: 'en' } });
  await fill(bulletin, few);
  const before = await costs(bulletin);
  await fill(bulletin, many - few);
  const after = await costs(bulletin);
  return (['feed 200', 'feed 304', 'publish'] as const).map((what) => {
    const ratio = after[what] / before[what];
    return {
      what: `${what}, ${many} articles against ${few}`,
      measured: `${after[what].toFixed(2)} ms`,
      baseline: `${before[what].toFixed(2)} ms`,
      ratio: ratio.toFixed(2),
      budget: '≤ 1.10',
      met: ratio <= 1.1,
    };
  });
}

async function fill(bulletin: Bulletin, articles: number): Promise<void> {
  for (let left = articles; left > 0; left -= BATCH) {
    const body = { articles: Array.from({ length: Math.min(BATCH, left) }, (_, n) => submission(left - n)) };
    const { status, text } = await bulletin.api('POST', '/v1/publications/growing/article-batches', { body });
    if (status !== 201) throw new Error(`a batch was answered ${status}: ${text}`);
  }
  await settled(bulletin);
}

/** Until the feed shows the newest article and no message waits any more: nothing runs beside the samples. */
async function settled(bulletin: Bulletin): Promise<void> {
  const { body } = await bulletin.api('POST', '/v1/publications/growing/articles', { body: submission(0) });
  for (;;) {
    const text = await (await fetch(`${bulletin.addresses.url}/growing/feed.json`)).text();
    if (text.includes(body.id) && (await waiting(bulletin)) === 0) return;
    await pause(500);
  }
}

/** In all queues. */
async function waiting({ addresses: { endpoints } }: Bulletin): Promise<number> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({
    region: 'us-east-1',
    credentials,
    endpoint: endpoints.sqs,
    useQueueUrlAsEndpoint: false,
  });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand());
  let count = 0;
  for (const QueueUrl of QueueUrls) {
    const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    const { ApproximateNumberOfMessages = 0, ApproximateNumberOfMessagesNotVisible = 0 } = Attributes;
    count += Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  }
  sqs.destroy();
  return count;
}

async function costs(bulletin: Bulletin): Promise<Record<'feed 200' | 'feed 304' | 'publish', number>> {
  const url = `${bulletin.addresses.url}/growing/rss.xml`;
  const etag = (await fetch(url)).headers.get('etag') ?? '';
  const poll = (headers: Record<string, string>) => async () =>
    void (await (await fetch(url, { headers })).arrayBuffer());
  const publish = async (n: number) =>
    void (await bulletin.api('POST', '/v1/publications/growing/articles', { body: submission(n) }));
  return {
    'feed 200': await sample(poll({})),
    'feed 304': await sample(poll({ 'if-none-match': etag })),
    publish: await sample(publish),
  };
}

async function sample(step: (n: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const start = performance.now();
    await step(n);
    times.push(performance.now() - start);
  }
  return median(times);
}
