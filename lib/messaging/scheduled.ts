import { describe } from '#lib/domain/describe.ts';
import type { DrainReport } from '#lib/usecases/drain.ts';

/** Runs once a minute. What failed is said and fails the run, so that it shows; the next minute tries again. */
export function scheduled(work: () => Promise<DrainReport>) {
  return async (): Promise<void> => {
    const { failed, ...done } = await work();
    for (const { publication, reason } of failed) {
      console.error({ outcome: 'failed', publication, error: describe(reason) });
    }
    console.log({ outcome: 'drained', ...done });
    if (failed.length > 0) throw new Error(`${failed.length} publications could not be drained`);
  };
}
