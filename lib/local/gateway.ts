import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { LocalFunction } from './function.ts';
import { answerOf, eventOf, type HttpAnswer, type HttpEvent, pathIn } from './http-event.ts';
import { listen } from './listen.ts';
import { type Route, router } from './routing.ts';

/** Behind a route: the function that answers, and the one that is asked first who is calling. */
export interface Integration {
  readonly answer: LocalFunction;
  readonly authorizer?: LocalFunction | undefined;
}

export interface HttpApi {
  readonly routes: readonly Route<Integration>[];
  /** What is there at a path without a function behind it. */
  readonly files: ReadonlyMap<string, HttpAnswer>;
}

const MOST_BYTES = 10 * 1024 * 1024;
const GRACE_MS = 2_000;

/** An HTTP API on a port of this machine. */
export class Gateway {
  readonly #server: Server;
  #api: HttpApi = { routes: [], files: new Map() };
  #find = router<Integration>([]);

  constructor() {
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        process.stderr.write(`gateway  ${error instanceof Error ? error.stack : error}\n`);
        if (!response.headersSent) send(response, problem(500, 'Internal Server Error'));
        else response.destroy();
      });
    });
    // Longer than a load balancer or a keep-alive client waits: it is never this side that hangs up first.
    this.#server.keepAliveTimeout = 75_000;
  }

  /** Resolves with the port; nothing is routed yet. */
  listen(port: number): Promise<number> {
    return listen(this.#server, port);
  }

  serve(api: HttpApi): void {
    this.#api = api;
    this.#find = router(api.routes);
  }

  /** Takes no more requests, and resolves when those in flight have been answered: but for those that wait for long. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeIdleConnections();
    const grace = setTimeout(() => this.#server.closeAllConnections(), GRACE_MS);
    await closed;
    clearTimeout(grace);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const { files } = this.#api;
    const mark = url.indexOf('?');
    const path = pathIn(mark === -1 ? url : url.slice(0, mark));
    const file = method === 'GET' || method === 'HEAD' ? files.get(path) : undefined;
    if (file) {
      send(response, file);
      return;
    }
    const found = this.#find(method, path);
    if (!found) {
      send(response, problem(404, 'Not Found'));
      return;
    }
    const body = await bodyOf(request);
    if (body === 'too-large') {
      send(response, problem(413, 'Content Too Large'), { connection: 'close' });
      return;
    }
    const event = eventOf({
      ...{ method, path, query: mark === -1 ? '' : url.slice(mark + 1), headers, body },
      ...{ sourceIp: request.socket.remoteAddress ?? '127.0.0.1', requestId: randomUUID() },
      ...{ routeKey: found.route.key, parameters: found.parameters },
    });
    send(response, await answer(event, found.route.target));
  }
}

async function answer(event: HttpEvent, { answer, authorizer }: Integration): Promise<HttpAnswer> {
  try {
    const context = authorizer && (await authorized(event, authorizer));
    if (authorizer && !context) return problem(403, 'Forbidden');
    const { requestContext } = event;
    const known = context
      ? { ...event, requestContext: { ...requestContext, authorizer: { lambda: context } } }
      : event;
    return answerOf(await answer.invoke(known));
  } catch (error) {
    process.stderr.write(`gateway  ${error instanceof Error ? error.message : error}\n`);
    return problem(500, 'Internal Server Error');
  }
}

/** A Lambda authorizer with simple responses: its context when it says yes. */
async function authorized(event: HttpEvent, authorizer: LocalFunction): Promise<object | undefined> {
  const { body: _unseen, isBase64Encoded: _neither, ...request } = event;
  const verdict = (await authorizer.invoke({ ...request, type: 'REQUEST', identitySource: [] })) as {
    isAuthorized?: boolean;
    context?: object;
  };
  return verdict.isAuthorized === true ? (verdict.context ?? {}) : undefined;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | 'too-large' | undefined> {
  const { method, headers } = request;
  if (method === 'GET' || method === 'HEAD') return undefined;
  if (Number(headers['content-length']) > MOST_BYTES) return 'too-large';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return 'too-large';
    chunks.push(chunk);
  }
  return bytes === 0 ? undefined : Buffer.concat(chunks);
}

function send(
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
  more: Record<string, string> = {},
): void {
  const bodiless = status === 204 || status === 304 || response.req.method === 'HEAD';
  const length = bodiless
    ? {}
    : { 'content-length': String(typeof body === 'string' ? Buffer.byteLength(body) : body.length) };
  response.writeHead(status, { ...headers, ...more, ...length });
  response.end(bodiless ? undefined : body);
}

const problem = (status: number, title: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status }),
});
