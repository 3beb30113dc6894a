import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Instant, later } from '#lib/domain/instant.ts';
import { Scope } from '#lib/domain/key.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { contextOf } from '#lib/http/caller.ts';
import { logApi } from '#lib/http/log/log-api.ts';
import { publisherApi } from '#lib/http/publishers/publisher-api.ts';
import { LOG_ROUTES, type PublisherRoute } from '#lib/http/routes.ts';
import { admit } from '#lib/usecases/admit.ts';
import { createKey } from '#lib/usecases/create-key.ts';
import type { Vault } from '#lib/usecases/delivery-ports.ts';
import type { DeliverBell } from '#lib/usecases/endpoint-ports.ts';
import { indexEvents } from '#lib/usecases/index-events.ts';
import type { ATable } from './a-table.ts';
import { storesOf } from './stores.ts';
import { countingIds, NOON, noWait } from './system.ts';

export interface Asked {
  /** Of the route's variables. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** @default an operator's, which may do anything */
  readonly key?: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the tests are about
  readonly body: any;
}

type Handler = (event: object, context: object) => Promise<APIGatewayProxyStructuredResultV2>;

const openVault: Vault = { seal: async (text) => text, open: async (sealed) => sealed };
const ids = countingIds();
let bytes = 0;

/** The functions of the API on a real table, asked as API Gateway asks them once it knows whose key it is. */
export class AnApi {
  readonly #store: ATable;
  readonly rung: Parameters<DeliverBell['ring']>[0][] = [];
  now: Instant = NOON;
  #operator: Promise<string> | undefined;

  constructor(store: ATable) {
    this.#store = store;
  }

  get deps() {
    return {
      ...storesOf(this.#store),
      bell: { ring: async (errand: (typeof this.rung)[number]) => void this.rung.push(errand) },
      policy: { complaint: async () => undefined },
      pauses: { take: async () => undefined },
      jobs: { erase: async () => undefined, goOn: async () => undefined },
      clock: { now: () => this.now },
      ids: { ...ids, random: (count: number) => new Uint8Array(count).map(() => this.#byte()) },
      ...{ vault: openVault, backoff: noWait, publicUrl: 'https://bulletin.example', keyMode: 'test' as const },
    };
  }

  #byte(): number {
    bytes = (bytes * 1_103_515_245 + 12_345) % 2 ** 31;
    return bytes >> 16;
  }

  async #operatorKey(): Promise<string> {
    const grant = { name: 'operator', publication: '*', scopes: Scope.options } as const;
    this.#operator ??= createKey(grant, this.deps).then(({ text }) => text);
    return this.#operator;
  }

  /** A key with every scope there is, bound to a publication. */
  async keyOf(publication: string): Promise<string> {
    const grant = { name: 'cms', publication: publication as PublicationId, scopes: Scope.options };
    return (await createKey(grant, this.deps)).text;
  }

  async ask(route: PublisherRoute, { params = {}, query = '', headers, body, key }: Asked = {}): Promise<Answered> {
    const [method = '', path = ''] = route.split(' ');
    const bearer = `Bearer ${key ?? (await this.#operatorKey())}`;
    const lambda = contextOf(await admit(bearer, { ...this.deps, meter: async () => 'counted' }));
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, params[name] ?? ''] as const);
    const rawPath = variables.reduce(
      (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(value)),
      path,
    );
    const pathParameters = Object.fromEntries(variables);
    const event = {
      ...{ routeKey: route, rawPath, rawQueryString: query, pathParameters, isBase64Encoded: false },
      headers: { 'content-type': 'application/json', ...headers },
      requestContext: { http: { method, path: rawPath }, requestId: 'r', authorizer: { lambda } },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const isOfLog = LOG_ROUTES.some((one) => one === route);
    const handler = (isOfLog ? logApi(this.deps) : publisherApi(this.deps)) as unknown as Handler;
    const { statusCode = 0, headers: answered = {}, body: text = '' } = await handler(event, {});
    const json = String(answered['content-type']).includes('json') ? JSON.parse(text || 'null') : undefined;
    return { status: statusCode, headers: answered as Record<string, string>, text, body: json };
  }

  /** What those do who read a publication's log, once. */
  async readLog(publication: string): Promise<void> {
    await indexEvents(publication as PublicationId, this.deps);
  }

  pass(ms: number): void {
    this.now = later(this.now, ms);
  }
}
