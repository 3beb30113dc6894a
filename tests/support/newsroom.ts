import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ArticleId } from '#lib/domain/article.ts';
import { type Instant, instant } from '#lib/domain/instant.ts';
import type { Scope } from '#lib/domain/key.ts';
import { publisherApi } from '#lib/http/publishers/publisher-api.ts';
import type { Alarm } from '#lib/usecases/ports.ts';
import { publishScheduled } from '#lib/usecases/publish-scheduled.ts';
import { aPublisher } from './a-draft.ts';
import { ATable } from './a-table.ts';
import { noWebhooks } from './no-webhooks.ts';
import { storesOf } from './stores.ts';
import { countingIds, NOON, noWait } from './system.ts';

const ids = countingIds();

export interface Request {
  readonly route: string;
  readonly params: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: object;
  /** Of the calling key. All of an editor's, when left out. */
  readonly scopes?: readonly Scope[];
}

/** The real engine, whose next transaction may be cut off: its request is lost, or its answer. Time goes on for all who share it. */
export class AnUnreliableTable implements AsyncDisposable {
  readonly table: ATable;
  cut: 'request' | 'answer' | undefined;
  now = Date.parse(NOON);

  private constructor(table: ATable) {
    this.table = table;
    table.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const losing = commandName === 'TransactWriteItemsCommand' ? this.cut : undefined;
          if (losing) this.cut = undefined;
          if (losing === 'request') throw new Error('the request was lost');
          const result = await next(args);
          if (losing === 'answer') throw new Error('the answer was lost');
          return result;
        },
      { step: 'initialize' },
    );
  }

  static create = async (): Promise<AnUnreliableTable> => new AnUnreliableTable(await ATable.create());

  async [Symbol.asyncDispose](): Promise<void> {
    await this.table[Symbol.asyncDispose]();
  }
}

/** A publication of its own, its clock and its alarms; and all that was asked of it. */
export class Newsroom {
  readonly #at: AnUnreliableTable;
  readonly publication = aPublisher({ id: `life-${ids.next()}` });
  readonly articles: ArticleId[] = [];
  readonly answered: { request: Request; status: number; body: string | undefined }[] = [];
  alarms: (Alarm & { at: number })[] = [];

  constructor(at: AnUnreliableTable) {
    this.#at = at;
  }

  get now(): number {
    return this.#at.now;
  }

  get deps() {
    const { table } = this.#at;
    const clock = { now: (): Instant => instant(new Date(this.now)) };
    return {
      ...storesOf(table),
      alarms: {
        set: async (alarms: readonly Alarm[]) =>
          void this.alarms.push(...alarms.map((alarm) => ({ ...alarm, at: this.now + alarm.inSeconds * 1000 }))),
      },
      ...noWebhooks,
      ...{ clock, ids, backoff: noWait, publicUrl: 'https://bulletin.example', keyMode: 'live' as const },
    };
  }

  /** As a careful client does: what has no answer is sent again, under the same idempotency key. */
  async ask(request: Request): Promise<{ status: number; body: string | undefined }> {
    const { route, params, headers, body, scopes = ['articles:write', 'articles:read'] } = request;
    const event = {
      routeKey: route,
      rawPath: route.replace(/^\w+ /, '').replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''),
      rawQueryString: '',
      headers: { 'content-type': 'application/json', ...headers },
      pathParameters: { publication: this.publication.id, ...params },
      requestContext: {
        http: { method: route.split(' ')[0], path: route },
        requestId: 'r',
        authorizer: {
          lambda: { keyId: this.publication.id, publication: '*', scopes: scopes.join(' ') },
        },
      },
      body: body && JSON.stringify(body),
      isBase64Encoded: false,
    };
    const handler = publisherApi(this.deps) as unknown as (
      event: object,
      context: object,
    ) => Promise<APIGatewayProxyStructuredResultV2>;
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { statusCode = 0, body: answer } = await handler(event, {});
      if (statusCode !== 503) {
        this.answered.push({ request, status: statusCode, body: answer });
        return { status: statusCode, body: answer };
      }
    }
    throw new Error('no answer to three requests');
  }

  async passTime(seconds: number): Promise<void> {
    this.#at.now += seconds * 1000;
    const ringing = this.alarms.filter(({ at }) => at <= this.now);
    this.alarms = this.alarms.filter(({ at }) => at > this.now);
    for (const alarm of ringing)
      if (alarm.kind === 'publish') await publishScheduled(alarm, this.deps).catch(() => undefined);
  }

  current = async (id: ArticleId) => this.deps.articles.get(id);
}
