import { FunctionEnvironment, type Invocation } from './function-environment.ts';

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

/** How long an invocation may wait for a busy environment before another one is started beside it. */
const PATIENCE_MS = 15;
const WATCH_MS = 100;

/** A deployed function: as many environments as it has to do, each with one invocation at work at a time. */
export class LocalFunction {
  readonly #settings: FunctionSettings;
  readonly #environments: FunctionEnvironment[] = [];
  readonly #waiting: Invocation[] = [];
  readonly #watch: NodeJS.Timeout;
  #impatience: NodeJS.Timeout | undefined;
  /** Called whenever something was done: streams may have something new then. */
  onDone: () => void = () => undefined;

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
    this.#watch = setInterval(() => {
      for (const environment of [...this.#environments]) environment.endIfLate();
    }, WATCH_MS);
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
    clearInterval(this.#watch);
    clearTimeout(this.#impatience);
    await Promise.all(this.#environments.map((environment) => environment.close()));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      // The first that is free is the one with the warmest caches.
      const environment =
        this.#environments.find(({ free }) => free) ?? (this.#environments.length === 0 ? this.#start() : undefined);
      if (!environment) {
        this.#growSoon();
        return;
      }
      const next = this.#waiting.shift();
      if (next) environment.take(next);
    }
  }

  #growSoon(): void {
    const { concurrency = 4 } = this.#settings;
    // More of what is quick already would only fight over the processor.
    if (this.#impatience || this.#environments.length >= concurrency || this.#environments.some(({ quick }) => quick))
      return;
    this.#impatience = setTimeout(() => {
      this.#impatience = undefined;
      if (this.#waiting.length === 0) return;
      this.#start();
      this.#dispatch();
    }, PATIENCE_MS);
  }

  #start(): FunctionEnvironment {
    const environment: FunctionEnvironment = new FunctionEnvironment(this.#settings, {
      onFree: () => {
        this.onDone();
        this.#dispatch();
      },
      onEnd: (left) => {
        const at = this.#environments.indexOf(environment);
        if (at !== -1) this.#environments.splice(at, 1);
        this.#waiting.unshift(...left);
        this.#dispatch();
      },
    });
    this.#environments.push(environment);
    return environment;
  }
}
