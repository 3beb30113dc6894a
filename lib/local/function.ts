import { FunctionEnvironment, type Invocation } from './function-environment.ts';

export interface FunctionSettings {
  readonly name: string;
  /** The folder of the bundle. */
  readonly code: string;
  /** The folder of what Node has compiled of bundles before. */
  readonly compiled: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memory: number;
  /** Environments at the most. */
  readonly concurrency?: number;
  /** @default IDLE */
  readonly idle?: Idle;
}

/** How long an environment is kept that nothing is asked of, in milliseconds. */
interface Idle {
  readonly firstMs: number;
  /** Of those that were started beside another one. */
  readonly furtherMs: number;
}

/**
 * Lambda keeps an environment for minutes; a laptop has other uses for its memory. Half a minute is longer than a person
 * takes from one page or command to the next, and half of the tick's minute.
 */
const IDLE: Idle = { firstMs: 30_000, furtherMs: 5_000 };

/** An environment that a schedule calls more often than this is kept from one call to the next: a start takes more than a wait. */
const KEPT_BETWEEN_MS = 120_000;

/** How long an invocation may wait for a busy environment before another one is started beside it. */
const PATIENCE_MS = 15;

/**
 * A deployed function: as many environments as it has to do, each with one invocation at work at a time. The first starts
 * with the first call, and each ends when it has had none for a while.
 */
export class LocalFunction {
  readonly #settings: FunctionSettings;
  readonly #environments: FunctionEnvironment[] = [];
  readonly #waiting: Invocation[] = [];
  #impatience: NodeJS.Timeout | undefined;
  #everyMs = 0;
  /** Called when it begins to work, and whenever something was done: streams may have something new then. */
  onWork: () => void = () => undefined;

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
  }

  get name(): string {
    return this.#settings.name;
  }

  /** How many environments there are. */
  get environments(): number {
    return this.#environments.length;
  }

  get busy(): boolean {
    return this.#waiting.length > 0 || this.#environments.some(({ busy }) => busy);
  }

  /** Learns that a schedule calls it at a rate. */
  isCalledEvery(ms: number): void {
    if (ms <= KEPT_BETWEEN_MS) this.#everyMs = ms;
  }

  /** Resolves with what the handler returned, rejects with what it threw, or when its time is up. */
  invoke(event: unknown): Promise<unknown> {
    if (!this.busy) this.onWork();
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
    const { idle = IDLE } = this.#settings;
    const environment: FunctionEnvironment = new FunctionEnvironment(this.#settings, {
      idleMs: this.#environments.length === 0 ? Math.max(idle.firstMs, 1.5 * this.#everyMs) : idle.furtherMs,
      onFree: () => {
        this.onWork();
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
