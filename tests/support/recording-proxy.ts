import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before a server, passes on what it does not refuse as it is, and remembers what was answered to what. */
export class RecordingProxy implements AsyncDisposable {
  readonly answers: { readonly path: string; readonly status: number }[] = [];
  /** The status that a request is refused with; it is passed on when there is none. */
  refuse: (path: string) => number | undefined = () => undefined;
  readonly #server: Server;

  private constructor(target: string) {
    this.#server = createServer((incoming, outgoing) => {
      const { method, headers, url: path = '/' } = incoming;
      const refused = this.refuse(path);
      if (refused !== undefined) {
        this.answers.push({ path, status: refused });
        incoming.resume();
        outgoing.writeHead(refused).end();
        return;
      }
      const onward = request(new URL(path, target), { method, headers }, (answer) => {
        const { statusCode: status = 0 } = answer;
        this.answers.push({ path, status });
        outgoing.writeHead(status, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(onward);
    });
  }

  static async before(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The last answer to a path. */
  lastOf = (path: string): number | undefined => this.answers.findLast((answer) => answer.path === path)?.status;

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
