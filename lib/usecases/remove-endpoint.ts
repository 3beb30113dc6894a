import type { EndpointId } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Deliveries, Endpoints } from './endpoint-ports.ts';
import type { Clock } from './ports.ts';

interface Deps {
  readonly endpoints: Endpoints;
  readonly deliveries: Deliveries;
  readonly clock: Clock;
}

/** Nothing more is sent to it. What was sent stays in its log of deliveries until its time is over. */
export async function removeEndpoint(
  { publication, id }: { publication: PublicationId; id: EndpointId },
  { endpoints, deliveries, clock }: Deps,
): Promise<void> {
  const outcome = await endpoints.remove(publication, id);
  const waiting = await deliveries.resends(id);
  await deliveries.note(id, { now: clock.now(), done: waiting.map(({ sequence }) => sequence) });
  if (outcome === 'missing') throw new Failure('endpoint.missing', `there is no endpoint '${id}' of '${publication}'`);
}
