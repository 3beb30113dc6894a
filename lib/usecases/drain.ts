import type { PublicationId } from '#lib/domain/publication.ts';
import type { Doorbell, Publications } from './ports.ts';
import { type RelayDeps, relayEvents } from './relay-events.ts';

export interface DrainDeps extends RelayDeps {
  readonly publications: Publications;
  /** Of the reader that keeps the feeds. */
  readonly doorbell: Doorbell;
}

export interface DrainReport {
  readonly publications: number;
  readonly relayed: number;
  readonly rung: number;
  readonly failed: readonly { readonly publication: string; readonly reason: unknown }[];
}

type Attempt = (publication: string, work: () => Promise<void>) => Promise<void>;

/**
 * What a lost doorbell left lying: every publication whose readers are behind its log. The feeds are rung for before the
 * events are relayed, which may take longer than there is time. One publication that fails delays no other.
 */
export async function drain(deps: DrainDeps): Promise<DrainReport> {
  const failed: { publication: string; reason: unknown }[] = [];
  const attempt: Attempt = (publication, work) =>
    work().catch((reason: unknown) => void failed.push({ publication, reason }));
  const { publications, relay, feeds } = await survey(deps, attempt);
  let [relayed, rung] = [0, 0];
  await attempt('*', async () => {
    await deps.doorbell.ring(feeds);
    rung = feeds.length;
  });
  for (const publication of relay) {
    await attempt(publication, async () => {
      relayed += await relayEvents(publication, deps);
    });
  }
  return { publications, relayed, rung, failed };
}

/** How many publications there are, and those whose readers are behind. */
async function survey({ publications, watermarks }: DrainDeps, attempt: Attempt) {
  const found = { publications: 0, relay: [] as PublicationId[], feeds: [] as PublicationId[] };
  for await (const publication of publications.ids()) {
    found.publications += 1;
    await attempt(publication, async () => {
      const { head, relay, feeds } = await watermarks.standing(publication);
      if (relay < head) found.relay.push(publication);
      if (feeds < head) found.feeds.push(publication);
    });
  }
  return found;
}
