import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { atLeast, atMost, type Line, quantile } from './measure.ts';
import { submission } from './prose.ts';

const ARTICLES = 1_000;
const EVERY_MS = 120;
const ENDPOINTS = 8;
const BATCHES = 20;
const BARE_SECONDS = 6;

interface Arrival {
  readonly subject: string;
  readonly at: number;
}

interface Place {
  readonly bulletin: Bulletin;
  readonly receiver: ChildProcess;
  readonly url: string;
}

const now = () => performance.timeOrigin + performance.now();

/** From the 201 to the webhook's receiver; and how many deliveries a second there are, against bare loops of fetch. */
export async function webhooks(bulletin: Bulletin): Promise<Line[]> {
  const receiver = fork(new URL('./webhook-receiver.ts', import.meta.url));
  const [{ port }] = await once(receiver, 'message');
  const place = { bulletin, receiver, url: `http://127.0.0.1:${port}` };
  try {
    return [await latency(place), await throughput(place)];
  } finally {
    receiver.kill();
  }
}

async function arrivals({ receiver }: Place): Promise<readonly Arrival[]> {
  receiver.send('tell');
  const [told] = await once(receiver, 'message');
  return told;
}

async function endpointOf(publication: string, { bulletin, url }: Place): Promise<string> {
  const { body } = await bulletin.api('POST', `/v1/publications/${publication}/endpoints`, { body: { url } });
  return `/v1/publications/${publication}/endpoints/${body.id}`;
}

async function latency(place: Place): Promise<Line> {
  const { bulletin } = place;
  await bulletin.api('POST', '/v1/publications', { body: { id: 'hooks', title: 'Hooks', language: 'en' } });
  await endpointOf('hooks', place);
  const accepted = new Map<string, number>();
  for (let n = 0; n < ARTICLES; n += 1) {
    const { body } = await bulletin.api('POST', '/v1/publications/hooks/articles', { body: submission(n) });
    accepted.set(body.id, now());
    await pause(EVERY_MS);
  }
  let heard: readonly Arrival[] = [];
  while (heard.length < ARTICLES) {
    await pause(100);
    heard = await arrivals(place);
  }
  const since = heard.map(({ subject, at }) => Math.max(0, at - (accepted.get(subject) ?? at)));
  return atMost('accepted → webhook received, p99', {
    ...{ value: quantile(since, 0.99), bound: 200, unit: 'ms' },
    over: `p50 ${Math.round(quantile(since, 0.5))} ms`,
  });
}

/** Endpoints that have a log to catch up with: nothing but deliveries is being done. */
async function throughput(place: Place): Promise<Line> {
  const { bulletin } = place;
  await bulletin.api('POST', '/v1/publications', { body: { id: 'many', title: 'Many', language: 'en' } });
  const endpoints = await Promise.all(Array.from({ length: ENDPOINTS }, () => endpointOf('many', place)));
  const set = (status: string) =>
    Promise.all(endpoints.map((path) => bulletin.api('PATCH', path, { body: { status } })));
  await set('disabled');
  const articles = Array.from({ length: 25 }, (_, n) => submission(n));
  for (let batch = 0; batch < BATCHES; batch += 1)
    await bulletin.api('POST', '/v1/publications/many/article-batches', { body: { articles } });
  await pause(5_000);
  const before = (await arrivals(place)).length;
  const wanted = before + ENDPOINTS * BATCHES * articles.length;
  await set('enabled');
  let heard = await arrivals(place);
  while (heard.length < wanted) {
    await pause(250);
    heard = await arrivals(place);
  }
  const times = heard.slice(before).map(({ at }) => at);
  const rate = times.length / ((Math.max(...times) - Math.min(...times)) / 1000);
  return atLeast(`webhooks, ${ENDPOINTS} endpoints catching up`, {
    rate,
    baseline: await bareLoop(place),
    share: 0.35,
  });
}

/** As many loops as there are endpoints, each of which signs and posts the same events over a connection of its own. */
async function bareLoop({ bulletin, url }: Place): Promise<number> {
  const { body } = await bulletin.api('GET', '/v1/publications/many/events?limit=50');
  const events: readonly string[] = body.map((event: object) => JSON.stringify(event));
  const secret = randomBytes(32);
  const end = now() + BARE_SECONDS * 1000;
  const loop = async () => {
    let count = 0;
    for (; now() < end; count += 1) {
      const event = events[count % events.length] ?? '';
      const timestamp = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', secret).update(`${count}.${timestamp}.${event}`).digest('base64');
      const headers = {
        'content-type': 'application/cloudevents+json',
        ...{ 'webhook-id': String(count), 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
      };
      await (await fetch(url, { method: 'POST', headers, body: event })).arrayBuffer();
    }
    return count;
  };
  const counts = await Promise.all(Array.from({ length: ENDPOINTS }, loop));
  return counts.reduce((sum, count) => sum + count, 0) / BARE_SECONDS;
}
