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

export interface Life {
  /** How long an environment is kept that nothing is asked of. */
  readonly idleMs: number;
  readonly onFree: () => void;
  /** Called at once when it takes no more, with the invocations that it has not begun. */
  readonly onEnd: (left: readonly Invocation[]) => void;
}

/** How many may be on their way to an environment that is quick: it works on one, and the next is at hand. */
const AT_HAND = 16;
const QUICK_MS = 1;

/** Node would give each thread 48 MB for what it throws away at once, and takes as long with this. */
const YOUNG_MB = 4;

/** One environment of a function: a thread with variables of its own that works on one invocation at a time. */
export class FunctionEnvironment {
  readonly #settings: FunctionSettings;
  readonly #worker: Worker;
  readonly #invocations: Invocation[] = [];
  readonly #outbox: Job[] = [];
  readonly #life: Life;
  /** Of the invocation at work, until its time is up; or of the time without one. */
  #timer: NodeJS.Timeout | undefined;
  #ended = false;
  #averageMs = Number.POSITIVE_INFINITY;

  constructor(settings: FunctionSettings, life: Life) {
    this.#settings = settings;
    this.#life = life;
    const { name, code, handler, environment: env, memory, compiled } = settings;
    const [module = 'index', exported = 'handler'] = handler.split('.');
    const entry = ['.cjs', '.mjs', '.js']
      .map((ending) => join(code, `${module}${ending}`))
      .find((file) => existsSync(file));
    const workerData = { entry, name: exported, functionName: name, memory, compiled };
    this.#worker = new Worker(new URL('./function-thread.js', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      env,
      stdout: true,
      stderr: true,
    });
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      createInterface(stream).on('line', (line) => process.stderr.write(`${name}  ${line}\n`));
    }
    this.#worker.on('message', (outcomes: readonly Outcome[]) => this.#settle(outcomes));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', (code) => this.#end(new Error(`${name} ended with ${code}`)));
    this.#watch();
  }

  get quick(): boolean {
    return this.#averageMs < QUICK_MS;
  }

  get busy(): boolean {
    return this.#invocations.length > 0;
  }

  get free(): boolean {
    return this.#invocations.length < (this.quick ? AT_HAND : 1);
  }

  take(invocation: Invocation): void {
    if (this.#invocations.push(invocation) === 1) this.#watch();
    const job = {
      event: JSON.stringify(invocation.event),
      requestId: randomUUID(),
      timeoutMs: this.#settings.timeoutSeconds * 1000,
    };
    // What comes in the same turn leaves together.
    if (this.#outbox.push(job) === 1) setImmediate(() => this.#worker.postMessage(this.#outbox.splice(0)));
  }

  async close(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#worker.terminate();
  }

  #watch(): void {
    const { name, timeoutSeconds } = this.#settings;
    clearTimeout(this.#timer);
    this.#timer =
      this.#invocations.length > 0
        ? setTimeout(
            () => this.#end(new Error(`${name} timed out after ${timeoutSeconds} seconds`)),
            timeoutSeconds * 1000,
          )
        : setTimeout(() => this.#end(), this.#life.idleMs);
  }

  #settle(outcomes: readonly Outcome[]): void {
    if (this.#ended) return;
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
    this.#watch();
    this.#life.onFree();
  }

  /** Only the first invocation was at work; the others have not been begun, and go elsewhere. */
  #end(error?: Error): void {
    if (this.#ended) return;
    void this.close();
    const [first, ...left] = this.#invocations.splice(0);
    this.#life.onEnd(left);
    first?.reject(error ?? new Error(`${this.#settings.name} ended`));
  }
}

function resultIn(result: string | undefined, bytes: Uint8Array | undefined): unknown {
  const value: unknown = result === undefined ? undefined : JSON.parse(result);
  return bytes && typeof value === 'object' ? { ...value, body: bytes } : value;
}
