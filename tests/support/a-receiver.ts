import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP endpoint of a service that remembers what was sent to it, and answers as it is told. */
export class AReceiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** The statuses of the next answers; 200 when there are none left. */
  answers: number[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      this.received.push({ headers: request.headers, body });
      response.writeHead(this.answers.shift() ?? 200).end();
    });
  }

  static async listen(): Promise<AReceiver> {
    const receiver = new AReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
  }

  /** What came of a kind, as SNS names it. */
  ofType(type: string): Received[] {
    return this.received.filter(({ headers }) => headers['x-amz-sns-message-type'] === type);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
