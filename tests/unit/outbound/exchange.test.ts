import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { safeOutbound } from '#lib/outbound/safe-outbound.ts';
import { ok, Receiver } from '../../support/receiver.ts';
import { TLS } from '../../support/tls.ts';

let receiver: Receiver;
const limits = { connectMs: 300, totalMs: 600 };
const outbound = safeOutbound({ reach: 'loopback', limits });
const post = (path = '/', body = 'news') =>
  outbound.send({
    ...{ method: 'POST', url: `${receiver.url}${path}`, body: Buffer.from(body) },
    headers: { 'content-type': 'text/plain' },
  });

beforeAll(async () => {
  receiver = await Receiver.start();
});
afterAll(() => receiver[Symbol.asyncDispose]());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = ok;
});

describe('an answer', () => {
  it('is told with its status, its headers, its body and how long it took', async () => {
    receiver.answer = (_, response) => void response.writeHead(201, { 'x-a': ['1', '2'] }).end('made');
    expect(await post('/hook?a=b', 'hällo')).toMatchObject({
      ...{ outcome: 'answered', status: 201, body: 'made' },
      ...{ headers: { 'x-a': '1, 2' }, ms: expect.any(Number) },
    });
    expect(receiver.received).toMatchObject([
      { method: 'POST', body: 'hällo', headers: { 'content-length': '6', 'content-type': 'text/plain' } },
    ]);
    expect(receiver.received[0]?.url.href).toContain('/hook?a=b');
  });

  it('of 3 MB is read to 4 KB', async () => {
    receiver.answer = (_, response) => void response.end('x'.repeat(3 * 1024 * 1024));
    expect(await post()).toMatchObject({ outcome: 'answered', status: 200, body: 'x'.repeat(4096) });
  });

  it('without end is cut off, and its connection closed', async () => {
    const closed = new Promise<void>((resolve) => {
      receiver.answer = (_, response) => {
        const pour = () => void (response.destroyed || response.write('x'.repeat(65_536), pour));
        response.on('close', resolve);
        pour();
      };
    });
    expect(await post()).toMatchObject({ outcome: 'answered', status: 200, body: 'x'.repeat(4096) });
    await closed;
  });

  it('that is compressed is not decompressed', async () => {
    receiver.answer = (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
    expect(await post()).toMatchObject({ outcome: 'answered', body: 'not gzip' });
  });

  it('that leads elsewhere is not followed', async () => {
    receiver.answer = (_, response) =>
      void response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    expect(await post()).toMatchObject({ outcome: 'answered', status: 307 });
    expect(receiver.received).toHaveLength(1);
  });

  it('comes over a connection that is kept', async () => {
    await post();
    const { connections } = receiver;
    await post();
    await post();
    expect(receiver.connections).toBe(connections);
  });
});

describe('what does not answer', () => {
  it('is given up after a while', async () => {
    receiver.answer = () => undefined;
    expect(await post()).toMatchObject({ outcome: 'failed', reason: 'no answer within 0.6 seconds' });
  });

  it('is given up when it answers without end', async () => {
    receiver.answer = (_, response) => {
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(drip));
    };
    expect(await post()).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('within 0.6 seconds') });
  });

  it('has closed midway', async () => {
    receiver.answer = (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
    };
    expect(await post()).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('cut off') });
  });

  it('has closed at once', async () => {
    receiver.answer = (_, response) => void response.destroy();
    expect(await post()).toMatchObject({ outcome: 'failed' });
  });

  it('has sent more headers than anybody needs', async () => {
    receiver.answer = (_, response) => void response.writeHead(200, { 'x-long': 'x'.repeat(9_000) }).end();
    expect(await post()).toMatchObject({ outcome: 'failed' });
  });

  it('is not there', async () => {
    const gone = await Receiver.start();
    await gone[Symbol.asyncDispose]();
    const sent = outbound.send({ method: 'GET', url: gone.url, headers: {} });
    expect(await sent).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('ECONNREFUSED') });
  });
});

it('asks again when a connection that was kept turns out to be closed', async () => {
  let dropping = false;
  receiver.answer = (_, response) => {
    if (dropping) response.destroy();
    else response.end('ok');
    dropping = false;
  };
  await post();
  dropping = true;
  expect(await post()).toMatchObject({ outcome: 'answered', status: 200 });
});

describe('the name', () => {
  it('is resolved once: what it means the second time is never asked', async () => {
    const meanings = ['127.0.0.1', '169.254.169.254'];
    const asked: string[] = [];
    const rebinding = safeOutbound({
      reach: 'loopback',
      limits,
      resolve: async (name) => {
        asked.push(name);
        return [{ address: meanings.shift() ?? '', family: 4 }];
      },
    });
    const url = `http://rebinding.example:${receiver.port}/`;
    expect(await rebinding.send({ method: 'GET', url, headers: {} })).toMatchObject({ outcome: 'answered' });
    expect(asked).toEqual(['rebinding.example']);
    expect(receiver.received[0]?.headers.host).toBe(`rebinding.example:${receiver.port}`);
    const second = await rebinding.send({ method: 'GET', url, headers: {} });
    expect(second).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('169.254.169.254') });
  });

  it('is what the certificate must be of, whatever address was found', async () => {
    await using secure = await Receiver.start({ tls: true });
    const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
    const trusting = safeOutbound({ reach: 'loopback', limits, resolve, ca: TLS.cert });
    const get = (host: string) => trusting.send({ method: 'GET', url: `https://${host}:${secure.port}/`, headers: {} });
    expect(await get('receiver.test')).toMatchObject({ outcome: 'answered', status: 200 });
    expect(secure.received[0]?.headers.host).toBe(`receiver.test:${secure.port}`);
    expect(await get('impostor.test')).toMatchObject({ outcome: 'failed' });
    const wary = safeOutbound({ reach: 'loopback', limits, resolve });
    const url = `https://receiver.test:${secure.port}/`;
    expect(await wary.send({ method: 'GET', url, headers: {} })).toMatchObject({ outcome: 'failed' });
  });

  it('that leads to nowhere for now is a failure, not a refusal', async () => {
    const nowhere = safeOutbound({ reach: 'public', resolve: async () => [] });
    const sent = nowhere.send({ method: 'GET', url: 'https://news.example/', headers: {} });
    expect(await sent).toMatchObject({ outcome: 'failed', reason: "the name 'news.example' has no address" });
  });
});

it('sends nothing to what is refused', async () => {
  const strict = safeOutbound({ reach: 'public' });
  const sent = await strict.send({ method: 'GET', url: receiver.url, headers: {} });
  expect(sent).toEqual({ outcome: 'refused', reason: 'only https is asked' });
  expect(receiver.received).toEqual([]);
});
