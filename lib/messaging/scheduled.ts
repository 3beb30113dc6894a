import { describe } from '#lib/domain/describe.ts';

/** What a run came to: numbers, and what failed in it. */
interface Report {
  readonly failed: readonly { readonly publication: string; readonly reason: unknown }[];
}

/** Runs once a minute. What fails is said and fails the run, so that it shows, but keeps no other work from being done. */
export function scheduled(works: Readonly<Record<string, () => Promise<Report>>>) {
  return async (): Promise<void> => {
    let failures = 0;
    for (const [outcome, work] of Object.entries(works)) {
      const { failed, ...done } = await work().catch((reason: unknown) => ({ failed: [{ publication: '*', reason }] }));
      for (const { publication, reason } of failed)
        console.error({ outcome: 'failed', publication, error: describe(reason) });
      console.log({ outcome, ...done });
      failures += failed.length;
    }
    if (failures > 0) throw new Error(`${failures} failures, which are in the log`);
  };
}
