import { fork } from 'node:child_process';
import { once } from 'node:events';
import { instant } from '#lib/domain/instant.ts';
import { AHub } from '../tests/support/a-hub.ts';
import { ATable } from '../tests/support/a-table.ts';
import { subscribeMany } from '../tests/support/subscribe-many.ts';
import { atMost, type Line } from './measure.ts';

const [FEW, MANY] = [100, 10_000];
const DAY_MS = 86_400_000;

interface Measured {
  readonly ms: number;
  readonly requests: number;
  readonly grownMb: number;
}

/** One change of a feed to few and to many subscribers, on the engine itself: time, memory, and requests to SQS. */
export async function fanOut(): Promise<Line[]> {
  const receiver = fork(new URL('./websub-receiver.ts', import.meta.url));
  const [{ port }] = await once(receiver, 'message');
  const delivered = async (): Promise<number> => {
    receiver.send('tell');
    const [{ deliveries }] = await once(receiver, 'message');
    return deliveries;
  };
  try {
    await using table = await ATable.create();
    const few = await change(FEW, { table, port, delivered });
    const many = await change(MANY, { table, port, delivered });
    const each = (measured: Measured, count: number) => (measured.ms / count).toFixed(2);
    return [
      atMost(`WebSub to ${MANY} subscribers, against as many hundreds`, {
        ...{ value: many.ms / MANY / (few.ms / FEW), bound: 1.5, unit: '×' },
        over: `${Math.round(many.ms)} ms; each ${each(many, MANY)} ms, of ${FEW} ${each(few, FEW)} ms`,
      }),
      atMost(`WebSub to ${MANY} subscribers, requests to SQS`, {
        ...{ value: many.requests, bound: 10, unit: '', over: `${few.requests} for ${FEW}` },
      }),
      atMost(`WebSub to ${MANY} subscribers, memory grown by`, {
        ...{ value: many.grownMb, bound: 100, unit: 'MB', over: `${few.grownMb.toFixed(0)} MB for ${FEW}` },
      }),
    ];
  } finally {
    receiver.kill();
  }
}

interface Place {
  readonly table: ATable;
  readonly port: number;
  readonly delivered: () => Promise<number>;
}

async function change(count: number, { table, port, delivered }: Place): Promise<Measured> {
  const hub = new AHub(table);
  await hub.open();
  await hub.subscribe(`http://127.0.0.1:${port}/0?count`);
  const urls = Array.from({ length: count - 1 }, (_, n) => `http://127.0.0.1:${port}/${n + 1}?count`);
  const until = instant(new Date(hub.now + DAY_MS));
  await subscribeMany(urls, { topic: hub.topic, store: table, until });
  await hub.publish('To warm up');
  const [before, requests] = [await delivered(), hub.requests];
  let [most, least] = [0, process.memoryUsage.rss()];
  const sampling = setInterval(() => {
    const rss = process.memoryUsage.rss();
    [most, least] = [Math.max(most, rss), Math.min(least, rss)];
  }, 20);
  const started = performance.now();
  await hub.publish('To be measured');
  const ms = performance.now() - started;
  clearInterval(sampling);
  const sent = (await delivered()) - before;
  if (sent !== count) throw new Error(`${sent} of ${count} subscribers were sent the change`);
  return { ms, requests: hub.requests - requests, grownMb: Math.max(0, most - least) / 1024 ** 2 };
}
