import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startDynoxide } from '#lib/local/dynoxide.ts';
import { createTable } from '#lib/local/tables.ts';
import { TABLE } from '#lib/storage/table.ts';

const { partitionKey, sortKey, index } = TABLE;
const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType });

export const TABLE_PROPERTIES = {
  AttributeDefinitions: [partitionKey, sortKey, index.partitionKey, index.sortKey].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: [key(partitionKey, 'HASH'), key(sortKey, 'RANGE')],
  GlobalSecondaryIndexes: [
    {
      IndexName: index.name,
      KeySchema: [key(index.partitionKey, 'HASH'), key(index.sortKey, 'RANGE')],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** What AWS would bill: units read and written, since the last time it was asked. */
export interface Bill {
  readonly read: number;
  readonly written: number;
  readonly requests: readonly string[];
}

/** The real engine with a table of its own, and a client that keeps account of what it costs. */
export class ATable implements AsyncDisposable {
  static #count = 0;
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly endpoint: string;
  readonly #close: () => Promise<void>;
  #requests: { name: string; units: number }[] = [];

  private constructor({ endpoint, table, close }: { endpoint: string; table: string; close: () => Promise<void> }) {
    this.table = table;
    this.endpoint = endpoint;
    this.#close = close;
    this.client = new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    this.client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const { input } = args as { input: object };
          const result = await next({ ...args, input: { ...input, ReturnConsumedCapacity: 'TOTAL' } } as typeof args);
          const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
          const units = [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
          this.#requests.push({ name: commandName.replace('Command', ''), units });
          return result;
        },
      { step: 'initialize' },
    );
  }

  /** Another one in the same engine, and empty; it ends with the engine. */
  async emptyTable(): Promise<ATable> {
    const { endpoint } = this;
    const table = `table-${ATable.#count++}`;
    await createTable(endpoint, table, TABLE_PROPERTIES);
    return new ATable({ endpoint, table, close: async () => undefined });
  }

  static async create(table = 'table'): Promise<ATable> {
    const data = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bulletin-table-'));
    const engine = await startDynoxide(data);
    await createTable(engine.endpoint, table, TABLE_PROPERTIES);
    const close = async () => {
      await engine.close();
      rmSync(data, { recursive: true, force: true });
    };
    return new ATable({ endpoint: engine.endpoint, table, close });
  }

  /** What was done since the last bill. */
  bill(): Bill {
    const requests = this.#requests;
    this.#requests = [];
    const sum = (reads: boolean) =>
      requests
        .filter(({ name }) => /^(?:Get|BatchGet|Query)/.test(name) === reads)
        .reduce((total, { units }) => total + units, 0);
    return { read: sum(true), written: sum(false), requests: requests.map(({ name }) => name) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.destroy();
    await this.#close();
  }
}

interface Consumed {
  readonly CapacityUnits?: number;
}
