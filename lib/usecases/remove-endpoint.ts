import type { EndpointId } from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Deliveries, Endpoints } from './endpoint-ports.ts';
import type { Clock } from './ports.ts';
import { readEndpoint } from './read-endpoint.ts';

interface Deps {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly clock: Clock;
}

interface Of {
  readonly publication: PublicationId;
  readonly id: EndpointId;
}

/** Nothing more is sent to it. What was sent stays in its log of deliveries until its time is over. */
export async function removeEndpoint(of: Of, deps: Deps): Promise<void> {
  await readEndpoint(of, deps);
  // Before, so that it can be repeated when it is cut off; and after, since somebody may have been sending to it.
  await dropWaiting(of.id, deps);
  const outcome = await deps.endpoints.remove(of.publication, of.id);
  await dropWaiting(of.id, deps);
  if (outcome === 'missing') await readEndpoint(of, deps);
}

/** Takes away what waits for an endpoint that was removed while something was put there. */
export async function dropIfRemoved({ publication, id }: Of, deps: Deps): Promise<'dropped' | 'there'> {
  if (await deps.endpoints.get(publication, id)) return 'there';
  await dropWaiting(id, deps);
  return 'dropped';
}

async function dropWaiting(id: EndpointId, { deliveries, clock }: Deps): Promise<void> {
  const waiting = await deliveries.resends(id);
  await deliveries.note(id, { now: clock.now(), done: waiting.map(({ sequence }) => sequence) });
}
