import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Course } from './endpoint-ports.ts';
import { hasWork } from './has-work.ts';
import type { Alarm, Alarms, Clock, Doorbell, Publications } from './ports.ts';
import { type RelayDeps, relayEvents } from './relay-events.ts';

export interface DrainDeps extends RelayDeps {
  readonly publications: Publications;
  /** Of the reader that keeps the feeds. */
  readonly doorbell: Doorbell;
  /** Of the endpoints, each a reader of its own. */
  readonly alarms: Alarms;
  readonly clock: Clock;
}

export interface DrainReport {
  readonly publications: number;
  readonly relayed: number;
  readonly rung: number;
  /** Endpoints that are behind, or whose time has passed. */
  readonly late: number;
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
  const { publications, relay, feeds, late } = await survey(deps, attempt);
  let [relayed, rung] = [0, 0];
  await attempt('*', async () => {
    await deps.doorbell.ring(feeds);
    rung = feeds.length;
  });
  await attempt('*', () => deps.alarms.set(late));
  for (const publication of relay) {
    await attempt(publication, async () => {
      relayed += await relayEvents(publication, deps);
    });
  }
  return { publications, relayed, rung, late: late.length, failed };
}

/** How many publications there are, and those whose readers are behind. */
async function survey({ publications, watermarks, clock }: DrainDeps, attempt: Attempt) {
  const found = { publications: 0, relay: [] as PublicationId[], feeds: [] as PublicationId[], late: [] as Alarm[] };
  for await (const publication of publications.ids()) {
    found.publications += 1;
    await attempt(publication, async () => {
      const { head, relay, index, hub = index, courses } = await watermarks.standing(publication);
      if (relay < head) found.relay.push(publication);
      // The index tells the hub of the feeds that have changed.
      if (index < head || hub < index) found.feeds.push(publication);
      const now = clock.now();
      const late = courses.filter((course) => hasWork(course, { head, now }));
      found.late.push(...late.map((course) => alarmOf(course, { publication, now })));
    });
  }
  return found;
}

/** Whoever has it may have been cut off: it is free when its lease ends. */
function alarmOf(
  { endpoint, leasedUntil }: Course,
  { publication, now }: { publication: PublicationId; now: Instant },
): Alarm {
  const seconds = leasedUntil === undefined ? 0 : (Date.parse(leasedUntil) - Date.parse(now)) / 1000 + 1;
  return { kind: 'deliver', publication, subject: endpoint, inSeconds: Math.max(0, Math.ceil(seconds)) };
}
