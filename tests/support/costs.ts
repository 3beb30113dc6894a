import { expect } from 'vitest';
import type { ATable } from './a-table.ts';

interface Cost {
  readonly read?: number;
  readonly written?: number;
  readonly requests: readonly string[];
}

/** Asserts what a pattern costs at a table, as docs/access-patterns.md says it. */
export const costsAt =
  (tableNow: () => ATable) =>
  async <Result>(pattern: () => Promise<Result>, bill: Cost): Promise<Result> => {
    const table = tableNow();
    table.bill();
    const result = await pattern();
    const { read, written, requests } = table.bill();
    expect({ requests, read, written }).toEqual({ read: 0, written: 0, ...bill });
    return result;
  };
