import { DatabaseSync } from 'node:sqlite';
import type { OpenEvent } from '#lib/consumer/event.ts';
import type { Ledger } from '#lib/consumer/in-order.ts';

/** A ledger in an SQLite file: the effect and the watermark are one transaction. A sealed event has no effect. */
export function sqliteLedger(file: string, effect: (event: OpenEvent, database: DatabaseSync) => void): Ledger {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA busy_timeout = 5000');
  database.exec('CREATE TABLE IF NOT EXISTS watermarks (source TEXT PRIMARY KEY, sequence INTEGER NOT NULL)');
  const selected = database.prepare('SELECT sequence FROM watermarks WHERE source = ?');
  const set = database.prepare('INSERT OR REPLACE INTO watermarks VALUES (?, ?)');
  const watermark = (source: string) => Number(selected.get(source)?.sequence ?? 0);

  return {
    watermark,
    apply(event) {
      const sequence = Number(event.sequence);
      // Immediate: from here on nobody else writes, so the watermark that is read is the one that is moved.
      database.exec('BEGIN IMMEDIATE');
      try {
        const isNext = watermark(event.source) === sequence - 1;
        if (isNext) {
          if (!event.sealed) effect(event, database);
          set.run(event.source, sequence);
        }
        database.exec('COMMIT');
        return isNext ? 'applied' : 'overtaken';
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
