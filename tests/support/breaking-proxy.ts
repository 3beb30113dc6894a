import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** How a connection may break while the client does not look. */
export type Break = 'reset' | 'closed' | 'silent';

/** Passes bytes on to a server and back, until its connections break. Later ones are sound again. */
export class BreakingProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #pairs = new Map<Socket, Socket>();
  readonly #silent = new Set<Socket>();

  private constructor(port: number) {
    this.#server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      this.#pairs.set(near, far);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        one.on('data', (bytes) => this.#silent.has(near) || other.write(bytes));
        one.on('error', () => undefined).on('close', () => other.destroy());
      }
      near.on('close', () => this.#pairs.delete(near));
    });
  }

  static async before(url: string): Promise<BreakingProxy> {
    const proxy = new BreakingProxy(Number(new URL(url).port));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.#pairs.size;
  }

  /** Breaks all connections that there are. */
  breakAll(how: Break): void {
    for (const near of this.#pairs.keys()) {
      if (how === 'reset') near.resetAndDestroy();
      else if (how === 'closed') near.end();
      else this.#silent.add(near);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const near of this.#pairs.keys()) near.destroy();
    await closed;
  }
}
