import type { EndpointId, Replay } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { wants } from '#lib/events/event-filter.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import type { DeliverBell, Deliveries, Endpoints, Resend } from './endpoint-ports.ts';
import type { Clock, Log } from './ports.ts';
import { readEndpoint } from './read-endpoint.ts';
import { dropIfRemoved } from './remove-endpoint.ts';

export interface ReplayDeps {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly log: Log;
  readonly bell: DeliverBell;
  readonly clock: Clock;
}

/** A replay goes through at most so much of the log. */
const MOST_REPLAYED = 1_000;
const PAGE = 100;

/**
 * Sends events again that the endpoint wants. Each is marked by its sequence, so that a replay that is asked for twice
 * is carried out once as long as it is under way.
 */
export async function replayEvents(
  { replay, ...of }: { publication: PublicationId; id: EndpointId; replay: Replay },
  deps: ReplayDeps,
): Promise<{ events: number }> {
  const { after, until } = 'sequence' in replay ? { after: replay.sequence - 1, until: replay.sequence } : replay;
  if (until <= after || until - after > MOST_REPLAYED) throw badRange(replay);
  const { endpoint } = await readEndpoint(of, deps);
  if (endpoint.status === 'disabled') throw new Failure('endpoint.disabled', `'${of.id}' is disabled: enable it first`);
  const now = deps.clock.now();
  let mark = after;
  let events = 0;
  while (mark < until) {
    const page = await deps.log.read(of.publication, { after: mark, limit: Math.min(PAGE, until - mark) });
    if (page.length === 0) break;
    const wanted = page.map(publicEventOf).filter((event) => wants(endpoint, event));
    const again = wanted.map((event) => resendOf(event, now));
    await deps.deliveries.note(of.id, { now, again });
    mark += page.length;
    events += again.length;
  }
  if (mark === after) throw new Failure('event.missing', `the log of '${of.publication}' has no event '${after + 1}'`);
  if ((await dropIfRemoved(of, deps)) === 'dropped') await readEndpoint(of, deps);
  await deps.bell.ring({ publication: of.publication, endpoint: of.id });
  return { events };
}

const resendOf = ({ sequence }: PublicEvent, now: Resend['due']): Resend => ({
  ...{ sequence: Number(sequence), due: now, reason: 'replay', failures: 0 },
});

const badRange = (given: Replay) =>
  new Failure('request.invalid', `a replay is of at least one event, and of at most ${MOST_REPLAYED}`, {
    issues: [{ pointer: '/until', given, expected: `greater than 'after', by at most ${MOST_REPLAYED}` }],
  });
