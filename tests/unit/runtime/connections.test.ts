import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connections } from '#lib/runtime/connections.ts';
import { Receiver } from '../../support/receiver.ts';

describe.each([
  ['http', http, connections.httpAgent],
  ['https', https, connections.httpsAgent],
] as const)('the connections over %s', (protocol, { request }, agent) => {
  let server: Receiver;
  beforeEach(async () => {
    server = await Receiver.start({ tls: protocol === 'https' });
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const idle = () => Object.values(agent.freeSockets).flat().length;
  const begin = () => request({ agent, port: server.port, host: '127.0.0.1', rejectUnauthorized: false }).end();
  const get = async () => {
    const [answer] = (await once(begin(), 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
  };
  const keepThree = async () => {
    await Promise.all([get(), get(), get()]);
    await expect.poll(idle).toBe(3);
  };

  it('are kept, and used again', async () => {
    await keepThree();
    await get();
    expect(server.connections).toBe(3);
  });

  it('are all closed when one of them breaks', async () => {
    await keepThree();
    server.answer = () => undefined;
    const unanswered = begin();
    const broken = expect(once(unanswered, 'response')).rejects.toThrow('it had its time');
    await expect.poll(() => server.received).toHaveLength(4);
    unanswered.destroy(new Error('it had its time'));
    await broken;
    // Sooner than the server would close them.
    await expect.poll(idle, { timeout: 1_000 }).toBe(0);
  });
});
