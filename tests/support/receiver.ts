import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLS } from './tls.ts';

export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answering = (received: Received, response: ServerResponse) => void;

/** Somebody else's server, as it may be: it keeps what it is sent, and answers as a test says. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly port: number;
  answer: Answering;
  connections = 0;
  readonly #close: () => Promise<void>;

  private constructor({ port, answer, close }: { port: number; answer: Answering; close: () => Promise<void> }) {
    this.port = port;
    this.answer = answer;
    this.#close = close;
  }

  static async start({ tls = false, answer = ok }: { tls?: boolean; answer?: Answering } = {}): Promise<Receiver> {
    const listener: RequestListener = async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = '', headers } = request;
      const url = new URL(request.url ?? '', `http://${headers.host}`);
      const received = { method, url, headers, body: Buffer.concat(chunks).toString() };
      receiver.received.push(received);
      receiver.answer(received, response);
    };
    const server = tls ? createTlsServer(TLS, listener) : createServer(listener);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const close = async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    };
    const receiver = new Receiver({ port: (server.address() as AddressInfo).port, answer, close });
    server.on('connection', () => {
      receiver.connections += 1;
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}

export const ok: Answering = (_received, response) => void response.end('ok');
