import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { spawnOwned } from '#lib/local/owned-process.ts';

/** What `npm start -- --json` prints once it is ready. */
export interface Addresses {
  readonly url: string;
  readonly operatorKey: string;
  readonly topicArn: string;
  readonly endpoints: { readonly dynamodb: string; readonly sns: string; readonly sqs: string };
}

/** The whole system as a user starts it, in a process of its own. */
export class Bulletin implements AsyncDisposable {
  readonly addresses: Addresses;
  readonly #process: ChildProcess;
  readonly #log: { readonly text: string };

  private constructor(child: ChildProcess, { addresses, log }: { addresses: Addresses; log: { text: string } }) {
    this.#process = child;
    this.#log = log;
    this.addresses = addresses;
  }

  /** An empty throwaway instance on a free port, unless the options say otherwise. */
  static async start(
    options: readonly string[] = ['--memory', '--port', '0'],
    { env = {} }: { env?: Readonly<Record<string, string>> } = {},
  ): Promise<Bulletin> {
    const child = spawnOwned(process.execPath, ['bin/start.js', ...options, '--json'], {
      stdout: 'pipe',
      stderr: 'pipe',
      env: { ...process.env, MALLOC_ARENA_MAX: '2', ...env },
    });
    const log = { text: '' };
    child.stderr.on('data', (chunk: Buffer) => {
      log.text += chunk;
    });
    const line = once(createInterface(child.stdout), 'line');
    const end = once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`ended with ${code} before it was ready:\n${log.text.slice(-8_000)}`)),
    );
    const [text] = await Promise.race([line, end]);
    end.catch(() => undefined);
    return new Bulletin(child, { addresses: JSON.parse(String(text)), log });
  }

  /** What it has said on standard error: its functions' logs. */
  get log(): string {
    return this.#log.text;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    await ended;
  }

  /** A request to the API with a key (the operator's, unless another is given); the body as it came. */
  async api(
    method: string,
    path: string,
    { body, headers = {}, key = this.addresses.operatorKey }: ApiOptions = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(new URL(path, this.addresses.url), {
      method,
      headers: {
        ...(key !== '' && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
      redirect: 'manual',
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text ? JSON.parse(text) : undefined,
    };
  }
}

interface ApiOptions {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly key?: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the tests are about
  readonly body: any;
}
