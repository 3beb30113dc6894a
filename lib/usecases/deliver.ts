import type { EndpointId } from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type DeliverDeps, deliverEvents, deliverTo } from './deliver-events.ts';
import { sendTest } from './send-test.ts';

/** What rang: a publication has news, an endpoint has something to do, or a test is to be sent to it. */
interface Ring {
  readonly publication: PublicationId;
  readonly endpoint?: EndpointId | undefined;
  readonly test?: string | undefined;
}

export async function deliver({ publication, endpoint, test }: Ring, deps: DeliverDeps): Promise<void> {
  if (!endpoint) return deliverEvents(publication, deps);
  return test === undefined
    ? deliverTo({ publication, endpoint }, deps)
    : sendTest({ publication, endpoint, test }, deps);
}
