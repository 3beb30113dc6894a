import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dynoxide, startDynoxide } from '#lib/local/dynoxide.ts';
import { createTable } from '#lib/local/tables.ts';
import { TABLE_PROPERTIES } from '../support/a-table.ts';
import { BreakingProxy } from '../support/breaking-proxy.ts';
import { localEnv } from '../support/local-env.ts';

const KEPT = 6;
const data = mkdtempSync(join(tmpdir(), 'bulletin-frozen-'));
let engine: Dynoxide;
let proxy: BreakingProxy;

beforeAll(async () => {
  engine = await startDynoxide(data);
  await createTable(engine.endpoint, 'table', TABLE_PROPERTIES);
  proxy = await BreakingProxy.before(engine.endpoint);
});
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await engine.close();
  rmSync(data, { recursive: true });
});

/** A function in a process of its own, as Lambda has it. */
class AFunction implements AsyncDisposable {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = spawn(process.execPath, ['tests/support/freezing-function.ts'], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { PATH: process.env.PATH, ...localEnv(proxy.url), TABLE_NAME: 'table' },
    });
  }

  freeze = (): boolean => this.#process.kill('SIGSTOP');
  thaw = (): boolean => this.#process.kill('SIGCONT');

  /** Makes so many reads at once, each over a connection of its own. */
  async invoke(reads: number): Promise<unknown> {
    this.#process.send(reads);
    const [answer] = await once(this.#process, 'message');
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.thaw();
    const ended = once(this.#process, 'exit');
    this.#process.kill();
    await ended;
  }
}

describe('a function that was frozen', () => {
  it.each(['reset', 'closed', 'silent'] as const)(
    'reads on though all its kept connections are %s when it is thawed',
    async (how) => {
      await using frozen = new AFunction();
      expect(await frozen.invoke(KEPT)).toBe('done');
      await expect.poll(() => proxy.connections).toBe(KEPT);
      frozen.freeze();
      proxy.breakAll(how);
      const answer = frozen.invoke(1);
      frozen.thaw();
      expect(await answer).toBe('done');
    },
  );
});

it('a table that stops fails what is asked of it in time, and answers again when it goes on', async () => {
  await using asking = new AFunction();
  expect(await asking.invoke(1)).toBe('done');
  const pid = Number(readFileSync(join(data, 'dynoxide.pid'), 'utf8'));
  process.kill(pid, 'SIGSTOP');
  try {
    expect(await asking.invoke(1)).toContain('the table cannot be read');
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  expect(await asking.invoke(1)).toBe('done');
});
