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
  /** How long an environment may have nothing to do before it is ended. @default 30 seconds */
  readonly idleMs?: number;
}

/** How long an invocation may wait for a busy environment before another one is started beside it. */
const PATIENCE_MS = 15;
const WATCH_MS = 100;
/** Each environment holds some 30 MB: long enough for whoever clicks and reads, short enough that a laptop at rest has its memory back. */
const IDLE_MS = 30_000;
/** What a burst has started beside the first ends sooner, by so much. */
const SHARE_BESIDE_THE_FIRST = 1 / 6;

/** A deployed function: as many environments as it has to do, each with one invocation at work at a time. */
export class LocalFunction {
  readonly #settings: FunctionSettings;
  readonly #environments: FunctionEnvironment[] = [];
  readonly #waiting: Invocation[] = [];
  #watch: NodeJS.Timeout | undefined;
  #impatience: NodeJS.Timeout | undefined;
  /** Called whenever something was done: streams may have something new then. */
  onDone: () => void = () => undefined;

  constructor(settings: FunctionSettings) {
    this.#settings = settings;
  }

  /** How many environments there are. */
  get environments(): number {
    return this.#environments.length;
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

  /** Ends what has had its time, and what has nothing to do. Without environments there is nothing to watch. */
  #look(): void {
    for (const environment of [...this.#environments]) environment.endIfLate();
    const { idleMs = IDLE_MS } = this.#settings;
    for (const [index, environment] of [...this.#environments.entries()].toReversed()) {
      if (environment.idleMs < (index === 0 ? idleMs : idleMs * SHARE_BESIDE_THE_FIRST)) continue;
      this.#environments.splice(index, 1);
      void environment.close();
    }
    if (this.#environments.length > 0) return;
    clearInterval(this.#watch);
    this.#watch = undefined;
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
    this.#watch ??= setInterval(() => this.#look(), WATCH_MS);
    return environment;
  }
}
