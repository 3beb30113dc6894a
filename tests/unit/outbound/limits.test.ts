import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { safeOutbound } from '#lib/outbound/safe-outbound.ts';
import { ok, Receiver } from '../../support/receiver.ts';

/** No request may take as long: a sender holds its endpoint for half a minute, and then another may have it. */
const HALF_A_LEASE = 15_000;

let receiver: Receiver;
const hang = () => undefined;

beforeEach(async () => {
  receiver = await Receiver.start({ answer: hang });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await receiver[Symbol.asyncDispose]();
});

const outbound = (resolve?: Parameters<typeof safeOutbound>[0]['resolve']) =>
  safeOutbound({ reach: 'loopback', ...(resolve && { resolve }) });
const get = (url: string, at = outbound()) => at.send({ method: 'GET', url, headers: {} });
const asked = (times: number) => expect.poll(() => receiver.received.length).toBe(times);
const failed = { outcome: 'failed', reason: 'no answer within 15 seconds' };

describe('a receiver that hangs', () => {
  it('is given up before its sender’s lease ends', async () => {
    const sent = get(receiver.url);
    await asked(1);
    vi.advanceTimersByTime(HALF_A_LEASE);
    expect(await sent).toMatchObject(failed);
  });

  it('is given up when it has sent headers and no end', async () => {
    receiver.answer = (_, response) => void response.writeHead(200).write('a little');
    const sent = get(receiver.url);
    await asked(1);
    vi.advanceTimersByTime(HALF_A_LEASE);
    expect(await sent).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('15 seconds') });
  });

  it('is waited for while it may still answer', async () => {
    let answer = () => undefined as unknown;
    receiver.answer = (_, response) => {
      answer = () => response.end('at last');
    };
    const sent = get(receiver.url);
    await asked(1);
    vi.advanceTimersByTime(10_000);
    answer();
    expect(await sent).toMatchObject({ outcome: 'answered', body: 'at last' });
  });

  it('has no more time when it is asked again over another connection', async () => {
    const at = outbound();
    receiver.answer = ok;
    await get(receiver.url, at);
    let drop = () => undefined as unknown;
    receiver.answer = (_, response) => {
      drop = () => response.destroy();
    };
    const sent = get(receiver.url, at);
    await asked(2);
    vi.advanceTimersByTime(10_000);
    receiver.answer = hang;
    drop();
    await asked(3);
    vi.advanceTimersByTime(5_000);
    expect(await sent).toMatchObject(failed);
  });

  it('has no more time when its name was slow to resolve', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = outbound(async () => {
      await promise;
      return [{ address: '127.0.0.1', family: 4 }];
    });
    const sent = get(`http://slow.example:${receiver.port}/`, slow);
    vi.advanceTimersByTime(6_000);
    resolve();
    await asked(1);
    vi.advanceTimersByTime(9_000);
    expect(await sent).toMatchObject(failed);
  });
});

describe('a server that takes connections and says nothing', () => {
  let mute: Server;
  let connections = 0;

  beforeEach(async () => {
    connections = 0;
    mute = createServer((socket) => {
      connections += 1;
      socket.on('error', hang);
    });
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
  });
  afterEach(() => void mute.close());

  it('is given up after five seconds, before it is sent anything', async () => {
    const { port } = mute.address() as { port: number };
    const sent = get(`https://127.0.0.1:${port}/`);
    await expect.poll(() => connections).toBe(1);
    vi.advanceTimersByTime(5_000);
    expect(await sent).toMatchObject({ outcome: 'failed', reason: 'no connection within 5 seconds' });
  });
});
