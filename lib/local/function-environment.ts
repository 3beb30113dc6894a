import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { FunctionSettings } from './function.ts';
import type { Job, Outcome } from './function-worker.ts';

export interface Invocation {
  readonly event: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How many may be on their way to an environment that is quick: it works on one, and the next is at hand. */
const AT_HAND = 16;
const QUICK_MS = 1;

/** One environment of a function: a thread with variables of its own that works on one invocation at a time. */
export class FunctionEnvironment {
  readonly #settings: FunctionSettings;
  readonly #worker: Worker;
  readonly #invocations: Invocation[] = [];
  readonly #outbox: Job[] = [];
  /** Since when the first of the invocations is at work, or there is none. */
  #since = Date.now();
  #averageMs = Number.POSITIVE_INFINITY;
  readonly onFree: () => void;
  readonly onEnd: (left: readonly Invocation[]) => void;

  constructor(
    settings: FunctionSettings,
    { onFree, onEnd }: { onFree: () => void; onEnd: (left: readonly Invocation[]) => void },
  ) {
    this.#settings = settings;
    this.onFree = onFree;
    this.onEnd = onEnd;
    const { name, code, handler, environment: env, memory } = settings;
    const [module = 'index', exported = 'handler'] = handler.split('.');
    const entry = ['.cjs', '.mjs', '.js']
      .map((ending) => join(code, `${module}${ending}`))
      .find((file) => existsSync(file));
    const workerData = { entry, name: exported, functionName: name, memory };
    this.#worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData,
      env,
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface(stream).on('line', (line) => process.stderr.write(`${name}  ${line}\n`));
    }
    this.#worker.on('message', (outcomes: readonly Outcome[]) => this.#settle(outcomes));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`${name} ended with ${code}`)));
  }

  get quick(): boolean {
    return this.#averageMs < QUICK_MS;
  }

  get free(): boolean {
    return this.#invocations.length < (this.quick ? AT_HAND : 1);
  }

  /** How long it has had nothing to do. */
  get idleMs(): number {
    return this.#invocations.length > 0 ? 0 : Date.now() - this.#since;
  }

  take(invocation: Invocation): void {
    if (this.#invocations.push(invocation) === 1) this.#since = Date.now();
    const job = {
      event: JSON.stringify(invocation.event),
      requestId: randomUUID(),
      timeoutMs: this.#settings.timeoutSeconds * 1000,
    };
    // What comes in the same turn leaves together.
    if (this.#outbox.push(job) === 1) setImmediate(() => this.#worker.postMessage(this.#outbox.splice(0)));
  }

  /** Ends an environment whose invocation has had its time. */
  endIfLate(): void {
    const { name, timeoutSeconds } = this.#settings;
    if (this.#invocations.length === 0 || Date.now() - this.#since < timeoutSeconds * 1000) return;
    this.#fail(new Error(`${name} timed out after ${timeoutSeconds} seconds`));
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #settle(outcomes: readonly Outcome[]): void {
    for (const { result, bytes, error, ms } of outcomes) {
      const invocation = this.#invocations.shift();
      this.#averageMs = Number.isFinite(this.#averageMs) ? this.#averageMs * 0.9 + ms * 0.1 : ms;
      if (error)
        invocation?.reject(
          Object.assign(new Error(`${this.#settings.name}: ${error.errorType}: ${error.errorMessage}`), {
            stack: error.stack,
          }),
        );
      else invocation?.resolve(resultIn(result, bytes));
    }
    this.#since = Date.now();
    this.onFree();
  }

  /** Only the first was at work; the others have not been begun, and go elsewhere. */
  #fail(error: Error): void {
    void this.close();
    const [first, ...left] = this.#invocations.splice(0);
    this.onEnd(left);
    first?.reject(error);
  }
}

function resultIn(result: string | undefined, bytes: Uint8Array | undefined): unknown {
  const value: unknown = result === undefined ? undefined : JSON.parse(result);
  return bytes && typeof value === 'object' ? { ...value, body: bytes } : value;
}
