import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { awsJson } from './aws-json.ts';
import { passes } from './event-filter.ts';
import type { LocalFunction } from './function.ts';
import { afterFailure } from './retry.ts';
import { replaceFile } from './state-files.ts';

export interface StreamSettings {
  readonly endpoint: string;
  readonly streamArn: string;
  readonly target: Pick<LocalFunction, 'name' | 'invoke'>;
  readonly batchSize: number;
  readonly filters: readonly string[];
  readonly maxAttempts: number;
  readonly bisect: boolean;
  readonly reportsFailures: boolean;
  /** Where the place in the stream is kept. */
  readonly checkpoint: string;
  /** Tells whether anything of this cloud is at work that may write. */
  readonly busy: () => boolean;
  /** What was given up, with why. */
  readonly onFailure: (failure: object) => Promise<void>;
}

interface StreamRecord {
  readonly dynamodb: { readonly SequenceNumber: string };
}

const STREAMS = 'DynamoDBStreams_20120810';
/** Until the next look, where nothing says that something was written. */
const LOOK_MS = { busy: 80, idle: 1_000 };
/** Between two looks at the least: writes that come closer together are read together; longer where looks find nothing. */
const APART_MS = { least: 4, most: 16 };

/** A table's stream as an event source: in order, at least once, and on from the checkpoint after a crash. */
export class StreamSource {
  readonly #settings: StreamSettings;
  readonly #checkpoints: Map<string, string>;
  readonly #running: Promise<void>;
  #wake = Promise.withResolvers<void>();
  #closed = false;

  constructor(settings: StreamSettings) {
    this.#settings = settings;
    const { checkpoint } = settings;
    this.#checkpoints = new Map(
      Object.entries(existsSync(checkpoint) ? JSON.parse(readFileSync(checkpoint, 'utf8')) : {}),
    );
    this.#running = this.#run();
  }

  /** Something was written, perhaps: look now. */
  wake(): void {
    this.#wake.resolve();
  }

  /** Up to where everything has been handled, of each shard. */
  get checkpoints(): ReadonlyMap<string, string> {
    return this.#checkpoints;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      try {
        const shards = await this.#shards();
        await Promise.all(shards.map((shard) => this.#follow(shard)));
      } catch (error) {
        if (this.#closed) return;
        process.stderr.write(`stream  ${error instanceof Error ? error.message : error}\n`);
        await pause(500);
      }
    }
  }

  async #shards(): Promise<string[]> {
    const { endpoint, streamArn } = this.#settings;
    type Described = { StreamDescription: { Shards: { ShardId: string }[] } };
    const { StreamDescription } = await awsJson<Described>(endpoint, `${STREAMS}.DescribeStream`, {
      StreamArn: streamArn,
    });
    return StreamDescription.Shards.map(({ ShardId }) => ShardId);
  }

  async #follow(ShardId: string): Promise<void> {
    const { endpoint, streamArn: StreamArn } = this.#settings;
    const SequenceNumber = this.#checkpoints.get(ShardId);
    const start = SequenceNumber
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    type Begun = { ShardIterator: string };
    const begun = await awsJson<Begun>(endpoint, `${STREAMS}.GetShardIterator`, { StreamArn, ShardId, ...start });
    let iterator: string | undefined = begun.ShardIterator;
    let apartMs = APART_MS.least;
    while (iterator && !this.#closed) {
      this.#wake = Promise.withResolvers();
      type Page = { Records: StreamRecord[]; NextShardIterator?: string };
      const page: Page = await awsJson<Page>(endpoint, `${STREAMS}.GetRecords`, {
        ShardIterator: iterator,
        Limit: 1000,
      });
      if (page.Records.length > 0) await this.#handle(ShardId, page.Records);
      iterator = page.NextShardIterator;
      apartMs = page.Records.length > 0 ? APART_MS.least : Math.min(2 * apartMs, APART_MS.most);
      if (page.Records.length === 0) await this.#rest();
      await pause(apartMs);
    }
  }

  /** Waits until something is at work, or has been; and for a while at the longest: other programs may write, too. */
  async #rest(): Promise<void> {
    const timer = setTimeout(() => this.wake(), this.#settings.busy() ? LOOK_MS.busy : LOOK_MS.idle);
    await this.#wake.promise;
    clearTimeout(timer);
  }

  async #handle(shard: string, all: readonly StreamRecord[]): Promise<void> {
    const records = all.filter((record) => passes(record, this.#settings.filters));
    for (let at = 0; at < records.length && !this.#closed; ) {
      at += await this.#deliver(records.slice(at, at + this.#settings.batchSize));
      this.#keep(shard, records[at - 1]);
    }
    if (!this.#closed) this.#keep(shard, all.at(-1));
  }

  /** How many of the records, from the first on, are done with: handled or given up. */
  async #deliver(records: readonly StreamRecord[]): Promise<number> {
    const { target, maxAttempts, bisect, onFailure } = this.#settings;
    let batch = records;
    for (let attempt = 1; ; ) {
      const { failedAt, error } = await this.#attempt(batch);
      if (failedAt === undefined && error === undefined) return batch.length;
      const next = afterFailure({ batch, attempt, maxAttempts, bisect, failedAt });
      if (next.kind === 'give-up') {
        await onFailure({
          requestContext: {
            functionArn: target.name,
            condition: 'RetryAttemptsExhausted',
            approximateInvokeCount: attempt,
          },
          error: String(error ?? 'reported'),
          records: next.dropped,
        });
        return next.done;
      }
      if (next.done > 0) return next.done;
      ({ batch, attempt } = next);
      await pause(Math.min(5_000, 50 * 2 ** attempt));
      if (this.#closed) return 0;
    }
  }

  async #attempt(Records: readonly StreamRecord[]): Promise<{ failedAt?: number | undefined; error?: unknown }> {
    try {
      const result = (await this.#settings.target.invoke({ Records })) as
        | { batchItemFailures?: { itemIdentifier: string }[] }
        | undefined;
      const failed = new Set(
        this.#settings.reportsFailures ? result?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) : [],
      );
      const failedAt = Records.findIndex(({ dynamodb }) => failed.has(dynamodb.SequenceNumber));
      return failedAt === -1 ? {} : { failedAt };
    } catch (error) {
      return { error };
    }
  }

  #keep(shard: string, record: StreamRecord | undefined): void {
    if (!record) return;
    this.#checkpoints.set(shard, record.dynamodb.SequenceNumber);
    replaceFile(this.#settings.checkpoint, JSON.stringify(Object.fromEntries(this.#checkpoints)));
  }
}
