import type { DrainReport } from '#lib/usecases/drain.ts';
import { describe } from './doorbells.ts';

/** Runs once a minute. What failed is said and fails the run, so that it shows; the next minute tries again. */
export function scheduled(work: () => Promise<DrainReport>) {
  return async (): Promise<void> => {
    const { failed, ...done } = await work();
    for (const { publication, reason } of failed) {
      console.error(JSON.stringify({ outcome: 'failed', publication, error: describe(reason) }));
    }
    console.log(JSON.stringify({ outcome: 'drained', ...done }));
    if (failed.length > 0) throw new Error(`${failed.length} publications could not be drained`);
  };
}
