import { DatabaseSync } from 'node:sqlite';
import type { StreamSource } from './stream-source.ts';

const EVERY_MS = 20_000;

/** Keeps the engine's memory of the streams short for as long as the cloud runs. */
export function pruneStreams(sources: readonly StreamSource[], file: string): { close(): void } {
  if (sources.length === 0) return { close: () => undefined };
  const records = new StreamRecords(file);
  const timer = setInterval(() => {
    for (const { checkpoints } of sources) for (const [shard, handled] of checkpoints) records.prune(shard, handled);
  }, EVERY_MS);
  return {
    close() {
      clearInterval(timer);
      records.close();
    },
  };
}

/**
 * Keeps the engine's stream records quick to find and few. Without these indexes every write to a table with a stream
 * reads all records there are.
 */
class StreamRecords {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('PRAGMA busy_timeout = 2000');
    this.#database.exec(`
      CREATE INDEX IF NOT EXISTS local_records_by_number ON _stream_records(table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS local_records_by_shard ON _stream_records(table_name, shard_id, CAST(sequence_number AS INTEGER));
    `);
    const plan = this.#database
      .prepare(
        'EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?',
      )
      .all('any');
    if (!JSON.stringify(plan).includes('local_records_by_number')) {
      throw new Error(
        `the DynamoDB engine keeps its stream records in another way than this version knows: ${JSON.stringify(plan)}`,
      );
    }
  }

  /** Forgets what every consumer has handled, but never the newest record: the engine counts on from it. */
  prune(shard: string, handled: string): void {
    this.#database
      .prepare(
        `DELETE FROM _stream_records WHERE shard_id = ? AND CAST(sequence_number AS INTEGER) < CAST(? AS INTEGER)
         AND CAST(sequence_number AS INTEGER) < (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records)`,
      )
      .run(shard, handled);
  }

  close(): void {
    this.#database.close();
  }
}
