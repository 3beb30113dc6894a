import { begun, type Delivery, ended } from '#lib/domain/delivery.ts';
import type { Endpoint, EndpointId } from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { DeliverBell, Deliveries, Endpoints } from './endpoint-ports.ts';
import type { Clock, Ids } from './ports.ts';
import { headersOf, openSecrets, type PostDeps, post } from './post-event.ts';

interface MakeDeps {
  readonly deliveries: Deliveries;
  readonly bell: DeliverBell;
  readonly clock: Clock;
  readonly ids: Ids;
}

const TYPE = 'bulletin.test.v1';

/** A signed event that is in no log, and the delivery that will tell what became of it. */
export async function makeTest({ publication, id: endpoint }: Endpoint, deps: MakeDeps): Promise<Delivery> {
  const id = deps.ids.next();
  const now = deps.clock.now();
  const event = {
    ...{ specversion: '1.0', id, source: `/publications/${publication}`, type: TYPE, subject: endpoint, time: now },
    ...{ timestamp: now, datacontenttype: 'application/json', data: { publication, endpoint } },
  };
  const delivery: Delivery = {
    ...{ id, endpoint, type: TYPE, status: 'pending', attempts: [], attemptCount: 0 },
    body: JSON.stringify(event),
  };
  await deps.deliveries.note(endpoint, { now, deliveries: [delivery] });
  await deps.bell.ring({ publication, endpoint, test: id });
  return delivery;
}

interface SendDeps extends PostDeps {
  readonly deliveries: Deliveries;
  readonly endpoints: Endpoints;
}

/** Once, whatever comes of it, also to an endpoint that is disabled: a test is what tells whether it is well again. */
export async function sendTest(
  test: { publication: PublicationId; endpoint: EndpointId; test: string },
  deps: SendDeps,
): Promise<void> {
  const [endpoint, delivery] = await Promise.all([
    deps.endpoints.get(test.publication, test.endpoint),
    deps.deliveries.get(test.endpoint, test.test),
  ]);
  if (!endpoint || !delivery?.body || delivery.status === 'delivered' || delivery.status === 'failed') return;
  const { id, body } = delivery;
  const secrets = await openSecrets(endpoint, deps);
  const now = deps.clock.now();
  const request = { url: endpoint.url, headers: headersOf(id) };
  const started = begun(delivery, { at: now, reason: 'test', request });
  await deps.deliveries.note(endpoint.id, { now, deliveries: [started] });
  const { outcome, arrived } = await post({ id, url: endpoint.url, body, secrets }, deps);
  const status = arrived ? 'delivered' : 'failed';
  await deps.deliveries.note(endpoint.id, { now, deliveries: [ended(started, { outcome, status })] });
}
