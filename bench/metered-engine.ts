import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unsigned } from '#lib/local/aws-json.ts';
import { type Dynoxide, startDynoxide } from '#lib/local/dynoxide.ts';
import { post } from '#lib/local/post.ts';
import { type Bill, billOf, Ledger } from './ledger.ts';
import { touchedBy } from './touched.ts';
import type { Item } from './units.ts';

const DYNAMODB = 'DynamoDB_20120810.';

/** The engine of the table behind a server that keeps account of what each request costs. */
export class MeteredEngine implements AsyncDisposable {
  readonly #engine: Dynoxide;
  readonly #data: string;
  readonly #server: Server;
  readonly #ledger = new Ledger();
  /** Off while something is only prepared: what is not metered is quicker. */
  metering = true;

  private constructor(engine: Dynoxide, data: string) {
    this.#engine = engine;
    this.#data = data;
    this.#server = createServer(async (request, response) => {
      const target = String(request.headers['x-amz-target']);
      const body = await text(request);
      const answer =
        this.metering && target.startsWith(DYNAMODB)
          ? await this.#metered(target.slice(DYNAMODB.length), JSON.parse(body))
          : await this.#ask(target, body);
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.text);
    });
    this.#server.keepAliveTimeout = 75_000;
  }

  static async start(): Promise<MeteredEngine> {
    const data = mkdtempSync(join(tmpdir(), 'bulletin-metered-'));
    const metered = new MeteredEngine(await startDynoxide(data), data);
    metered.#server.listen(0, '127.0.0.1');
    await once(metered.#server, 'listening');
    return metered;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The address of the engine itself: nothing that is asked there is on a bill. */
  get unmetered(): string {
    return this.#engine.endpoint;
  }

  /** The requests since the last bill. */
  bill(): Bill {
    return billOf(this.#ledger.close());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await this.#engine.close();
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #metered(operation: string, input: Record<string, unknown>): Promise<{ status: number; text: string }> {
    const touched = touchedBy(operation, input);
    const items = () =>
      Promise.all(touched.map(async ({ table, key }) => this.#item(table, { pk: key.pk, sk: key.sk } as Item)));
    const before = await items();
    const answer = await this.#ask(
      `${DYNAMODB}${operation}`,
      JSON.stringify({ ...input, ReturnConsumedCapacity: 'TOTAL' }),
    );
    const after = await items();
    const writes = touched.map((one, n) => ({ ...one, before: before[n], after: after[n] }));
    this.#ledger.enter({ operation, input, output: JSON.parse(answer.text), writes });
    return answer;
  }

  async #item(TableName: string, Key: Item): Promise<Item | undefined> {
    const { text } = await this.#ask(`${DYNAMODB}GetItem`, JSON.stringify({ TableName, Key, ConsistentRead: true }));
    return JSON.parse(text).Item;
  }

  async #ask(target: string, body: string): Promise<{ status: number; text: string }> {
    return post(this.#engine.endpoint, {
      headers: {
        ...{ 'content-type': 'application/x-amz-json-1.0', 'x-amz-date': '20260101T000000Z', 'x-amz-target': target },
        authorization: unsigned('dynamodb'),
      },
      body,
    });
  }
}
