import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Outcome } from './function-worker.ts';

export interface FunctionSettings {
  readonly name: string;
  /** The folder of the bundle. */
  readonly code: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memory: number;
  /** Environments at the most. */
  readonly concurrency?: number;
}

interface Environment {
  readonly worker: Worker;
  settle: ((outcome: Outcome) => void) | undefined;
}

interface Waiting {
  readonly event: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** How long a request may wait for a busy environment before another one is started beside it. */
const PATIENCE_MS = 15;

/** A deployed function: environments that serve one request at a time, each a thread with variables of its own. */
export class LocalFunction {
  readonly #settings: FunctionSettings;
  readonly #all = new Set<Environment>();
  readonly #idle: Environment[] = [];
  readonly #waiting: Waiting[] = [];
  #impatience: NodeJS.Timeout | undefined;
  /** Called whenever something was done: streams may have something new then. */
  onDone: () => void = () => undefined;

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
  }

  get name(): string {
    return this.#settings.name;
  }

  /** Resolves with what the handler returned, rejects with what it threw, or when its time is up. */
  invoke(event: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      this.#dispatch();
    });
  }

  /** As AWS invokes what nobody waits for: tried three times in all. */
  async invokeAsync(event: unknown): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.invoke(event);
        return;
      } catch (error) {
        if (attempt === 3) throw error;
      }
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#impatience);
    await Promise.all([...this.#all].map(({ worker }) => worker.terminate()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      // The one that was used last has the warmest caches.
      const environment = this.#idle.pop() ?? (this.#all.size === 0 ? this.#start() : undefined);
      if (!environment) {
        this.#growSoon();
        return;
      }
      const next = this.#waiting.shift();
      if (next) this.#run(environment, next);
    }
  }

  #growSoon(): void {
    const { concurrency = 4 } = this.#settings;
    if (this.#impatience || this.#all.size >= concurrency) return;
    this.#impatience = setTimeout(() => {
      this.#impatience = undefined;
      if (this.#waiting.length === 0) return;
      this.#idle.push(this.#start());
      this.#dispatch();
    }, PATIENCE_MS);
  }

  #run(environment: Environment, { event, resolve, reject }: Waiting): void {
    const ms = this.#settings.timeoutSeconds * 1000;
    const requestId = randomUUID();
    const timer = setTimeout(() => {
      environment.settle = undefined;
      this.#retire(environment);
      reject(new Error(`${this.name} timed out after ${this.#settings.timeoutSeconds} seconds`));
      this.#dispatch();
    }, ms);
    environment.settle = ({ result, error }) => {
      clearTimeout(timer);
      environment.settle = undefined;
      if (this.#all.has(environment)) this.#idle.push(environment);
      if (error)
        reject(
          Object.assign(new Error(`${this.name}: ${error.errorType}: ${error.errorMessage}`), { stack: error.stack }),
        );
      else resolve(result);
      this.onDone();
      this.#dispatch();
    };
    environment.worker.postMessage({ event, requestId, deadline: Date.now() + ms });
  }

  #start(): Environment {
    const { name, code, handler, environment: env, memory } = this.#settings;
    const [module = 'index', exported = 'handler'] = handler.split('.');
    const entry = ['.cjs', '.mjs', '.js']
      .map((ending) => join(code, `${module}${ending}`))
      .find((file) => existsSync(file));
    const workerData = { entry, name: exported, functionName: name, memory };
    const worker = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData,
      env,
      stdout: true,
      stderr: true,
    });
    const environment: Environment = { worker, settle: undefined };
    for (const stream of [worker.stdout, worker.stderr]) {
      createInterface(stream).on('line', (line) => process.stderr.write(`${name}  ${line}\n`));
    }
    worker.on('message', (outcome: Outcome) => environment.settle?.(outcome));
    worker.on('error', (error) => this.#crashed(environment, error));
    worker.on('exit', (code) => this.#crashed(environment, new Error(`${name} ended with ${code}`)));
    this.#all.add(environment);
    return environment;
  }

  #crashed(environment: Environment, { name, message, stack }: Error): void {
    this.#retire(environment);
    environment.settle?.({ error: { errorType: name, errorMessage: message, stack } });
  }

  #retire(environment: Environment): void {
    this.#all.delete(environment);
    const at = this.#idle.indexOf(environment);
    if (at !== -1) this.#idle.splice(at, 1);
    void environment.worker.terminate();
  }
}
