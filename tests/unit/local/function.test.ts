import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type FunctionSettings, LocalFunction } from '#lib/local/function.ts';

/** Counts the calls of its environment, asks a URL first when it is given one, and never answers when told so. */
const HANDLER = `
  let calls = 0;
  exports.handler = async ({ url, silent }) => {
    calls += 1;
    if (url) await fetch(url);
    return silent ? new Promise(() => setInterval(() => undefined, 1000)) : calls;
  };`;

const code = mkdtempSync(join(tmpdir(), 'bulletin-function-'));
beforeAll(() => writeFileSync(join(code, 'index.cjs'), HANDLER));
afterAll(() => rmSync(code, { recursive: true }));

const started: LocalFunction[] = [];
afterEach(() => Promise.all(started.splice(0).map((one) => one.close())));

function aFunction(over: Partial<FunctionSettings> = {}): LocalFunction {
  const bundle = { code, compiled: join(code, 'compiled'), handler: 'index.handler' };
  const one = new LocalFunction({ name: 'one', ...bundle, environment: {}, timeoutSeconds: 30, memory: 128, ...over });
  started.push(one);
  return one;
}

it('has no environment before its first call', async () => {
  const one = aFunction();
  expect(one.environments).toBe(0);
  await one.invoke({});
  expect(one.environments).toBe(1);
});

it('keeps an environment between calls that are closer together than its idle time', async () => {
  const one = aFunction();
  expect([await one.invoke({}), await one.invoke({})]).toEqual([1, 2]);
});

it('ends an environment without a call, and starts another one for the next', async () => {
  const one = aFunction({ idle: { firstMs: 1, furtherMs: 1 } });
  expect(await one.invoke({})).toBe(1);
  await expect.poll(() => one.environments).toBe(0);
  expect(await one.invoke({})).toBe(1);
});

it('keeps the environment that a schedule calls every minute', async () => {
  const [scheduled, other] = [
    aFunction({ idle: { firstMs: 1, furtherMs: 1 } }),
    aFunction({ idle: { firstMs: 1, furtherMs: 1 } }),
  ];
  scheduled.isCalledEvery(60_000);
  await scheduled.invoke({});
  await other.invoke({});
  await expect.poll(() => other.environments).toBe(0);
  expect(scheduled.environments).toBe(1);
});

it('answers every call that comes while an environment ends', async () => {
  const one = aFunction({ idle: { firstMs: 0, furtherMs: 0 } });
  const answers: unknown[] = [];
  for (let n = 0; n < 20; n += 1) {
    answers.push(await one.invoke({}));
    // At the same turn as the timer of the idle time, before it, and after it.
    await new Promise((next) => (n % 2 === 0 ? setTimeout(next, n % 3) : setImmediate(next)));
  }
  expect(answers.every((calls) => Number(calls) >= 1)).toBe(true);
});

it('ends the environments beside the first sooner', async () => {
  const held: ServerResponse[] = [];
  const server = createServer((_, response) => void held.push(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const one = aFunction({ idle: { firstMs: 60_000, furtherMs: 1 } });
  const both = Promise.all([one.invoke({ url }), one.invoke({ url })]);
  await expect.poll(() => held.length, { timeout: 10_000 }).toBe(2);
  expect(one.environments).toBe(2);
  for (const response of held) response.end();
  await both;
  await expect.poll(() => one.environments).toBe(1);
  server.close();
});

it('does not end an environment that is at work longer than its idle time', async () => {
  const held = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => held.resolve(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const one = aFunction({ idle: { firstMs: 0, furtherMs: 0 } });
  const answer = one.invoke({ url });
  const response = await held.promise;
  expect(one.environments).toBe(1);
  response.end();
  expect(await answer).toBe(1);
  server.close();
});

it('rejects a call whose time is up, and answers the next', async () => {
  const one = aFunction({ timeoutSeconds: 0.2 });
  await one.invoke({}).catch(() => undefined);
  await expect(one.invoke({ silent: true })).rejects.toThrow('timed out after 0.2 seconds');
  await expect.poll(() => one.invoke({}).catch(() => undefined), { timeout: 20_000 }).toBe(1);
});
