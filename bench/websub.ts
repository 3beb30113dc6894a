import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { atMost, type Line, quantile } from './measure.ts';
import { submission } from './prose.ts';

const ARTICLES = 100;
const EVERY_MS = 250;

const now = () => performance.timeOrigin + performance.now();

/** From the 201 to the subscriber of the publication's feed. */
export async function websub(bulletin: Bulletin): Promise<Line[]> {
  const receiver = fork(new URL('./websub-receiver.ts', import.meta.url));
  const [{ port }] = await once(receiver, 'message');
  const seen = async (): Promise<Readonly<Record<string, number>>> => {
    receiver.send('tell');
    const [{ first }] = await once(receiver, 'message');
    return first;
  };
  const publish = async (n: number): Promise<string> =>
    (await bulletin.api('POST', '/v1/publications/hub-bench/articles', { body: submission(n) })).body.id;
  try {
    await bulletin.api('POST', '/v1/publications', { body: { id: 'hub-bench', title: 'Hub', language: 'en' } });
    const { url } = bulletin.addresses;
    const form = { 'hub.mode': 'subscribe', 'hub.topic': `${url}/hub-bench/feed.json` };
    const body = new URLSearchParams({ ...form, 'hub.callback': `http://127.0.0.1:${port}/` });
    await fetch(`${url}/hub`, { method: 'POST', body });
    for (let n = 0; Object.keys(await seen()).length === 0; n += 1) {
      await publish(n);
      await pause(500);
    }
    const accepted = new Map<string, number>();
    for (let n = 0; n < ARTICLES; n += 1) {
      accepted.set(await publish(n), now());
      await pause(EVERY_MS);
    }
    let heard = await seen();
    for (; [...accepted.keys()].some((id) => heard[id] === undefined); heard = await seen()) await pause(100);
    const since = [...accepted].map(([id, at]) => Math.max(0, (heard[id] ?? at) - at));
    return [
      atMost('accepted → WebSub received, p99', {
        ...{ value: quantile(since, 0.99), bound: 1_000, unit: 'ms' },
        over: `p50 ${Math.round(quantile(since, 0.5))} ms`,
      }),
    ];
  } finally {
    receiver.kill();
  }
}
