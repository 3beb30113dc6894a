import { type RefreshDeps, refreshFeeds } from './refresh-feeds.ts';
import { type RelayDeps, relayEvents } from './relay-events.ts';

export interface DrainReport {
  readonly publications: number;
  readonly relayed: number;
  readonly refreshed: number;
  readonly failed: readonly { readonly publication: string; readonly reason: unknown }[];
}

/** What a lost doorbell left lying: every publication whose readers are behind its log. One that fails delays no other. */
export async function drain(deps: RelayDeps & RefreshDeps): Promise<DrainReport> {
  const report = {
    publications: 0,
    relayed: 0,
    refreshed: 0,
    failed: [] as { publication: string; reason: unknown }[],
  };
  for await (const publication of deps.publications.ids()) {
    report.publications += 1;
    try {
      const { head, relay, feeds } = await deps.watermarks.standing(publication);
      if (relay < head) report.relayed += await relayEvents(publication, deps);
      if (feeds < head) report.refreshed += await refreshFeeds(publication, deps);
    } catch (reason) {
      report.failed.push({ publication, reason });
    }
  }
  return report;
}
