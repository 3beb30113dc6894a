import type { EndpointId } from '#lib/domain/endpoint.ts';
import { later } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type DrainEndpointDeps, drainEndpoint } from './drain-endpoint.ts';
import { hasWork } from './has-work.ts';
import type { Log, Watermarks } from './ports.ts';

export interface DeliverDeps extends DrainEndpointDeps {
  readonly watermarks: Pick<Watermarks, 'standing'>;
}

/** For so long a ring goes on with what there is; what is left then rings again. */
const WORK_MS = 40_000;

/** Brings every endpoint of a publication that is behind up to its log, all at once. One that fails holds up no other. */
export async function deliverEvents(publication: PublicationId, deps: DeliverDeps): Promise<void> {
  const now = deps.clock.now();
  const { head, courses } = await deps.watermarks.standing(publication);
  const behind = courses.filter((course) => hasWork(course, { head, now }));
  const shared = { ...deps, log: sharedLog(deps.log), until: later(now, WORK_MS) };
  const outcomes = await Promise.allSettled(
    behind.map(({ endpoint: id }) => drainEndpoint({ publication, id }, shared)),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

/** One endpoint, whose time has come. */
export const deliverTo = (
  { publication, endpoint: id }: { publication: PublicationId; endpoint: EndpointId },
  deps: DeliverDeps,
): Promise<void> => drainEndpoint({ publication, id }, { ...deps, until: later(deps.clock.now(), WORK_MS) });

const MOST_PAGES = 8;

/**
 * Endpoints that go through the same log side by side read each page once. A page that was the last then is read again
 * by whoever looks once more: they ask from where it ended.
 */
function sharedLog(log: Log): Log {
  const pages = new Map<string, ReturnType<Log['read']>>();
  return {
    ...log,
    read(publication, page) {
      const name = JSON.stringify([publication, page]);
      const known = pages.get(name);
      if (known) return known;
      const [oldest] = pages.keys();
      if (oldest !== undefined && pages.size >= MOST_PAGES) pages.delete(oldest);
      const reading = log.read(publication, page);
      pages.set(name, reading);
      return reading;
    },
  };
}
