import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LocalFunction } from '#lib/local/function.ts';

let code: string;
let lambda: LocalFunction | undefined;

/** Answers with the thread that it runs in, after as many milliseconds as it is told. */
const SOURCE = `
const { threadId } = require('node:worker_threads');
exports.handler = async ({ ms }) => {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return threadId;
};
`;

beforeAll(() => {
  code = mkdtempSync(join(tmpdir(), 'bulletin-function-'));
  writeFileSync(join(code, 'index.cjs'), SOURCE);
});
afterAll(() => rmSync(code, { recursive: true, force: true }));
afterEach(async () => lambda?.close());

function aFunction({ idleMs }: { idleMs: number }): LocalFunction {
  const settings = { name: 'f', code, handler: 'index.handler', environment: {}, timeoutSeconds: 10, memory: 128 };
  lambda = new LocalFunction({ ...settings, idleMs });
  return lambda;
}

describe('a local function', () => {
  it('has no environment until it is called', async () => {
    const one = aFunction({ idleMs: 60_000 });
    expect(one.environments).toBe(0);
    await one.invoke({ ms: 0 });
    expect(one.environments).toBe(1);
  });

  it('keeps its environment from call to call', async () => {
    const one = aFunction({ idleMs: 60_000 });
    expect(await one.invoke({ ms: 0 })).toBe(await one.invoke({ ms: 0 }));
  });

  it('ends an environment that has nothing to do, and starts another when it is called again', async () => {
    const one = aFunction({ idleMs: 50 });
    const first = await one.invoke({ ms: 0 });
    await expect.poll(() => one.environments).toBe(0);
    expect(await one.invoke({ ms: 0 })).not.toBe(first);
  });

  it('ends none that is at work, however long', async () => {
    const one = aFunction({ idleMs: 10 });
    expect(await one.invoke({ ms: 400 })).toEqual(expect.any(Number));
  });

  it('ends sooner what a burst has started beside the first', async () => {
    const one = aFunction({ idleMs: 6_000 });
    await Promise.all(Array.from({ length: 4 }, () => one.invoke({ ms: 100 })));
    expect(one.environments).toBeGreaterThan(1);
    await expect.poll(() => one.environments).toBe(1);
  });

  it('answers every call, whatever ends meanwhile', async () => {
    const one = aFunction({ idleMs: 1 });
    for (let n = 0; n < 20; n += 1) {
      expect(await one.invoke({ ms: n % 3 === 0 ? 120 : 0 })).toEqual(expect.any(Number));
    }
  });
});
