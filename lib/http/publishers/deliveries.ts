import { PageQuery } from '#lib/api/queries.ts';
import { type Delivery, DeliveryId } from '#lib/domain/delivery.ts';
import { Replay } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { webhookBody } from '#lib/events/webhook-body.ts';
import { parse } from '#lib/http/issues.ts';
import { pageOf, positionOf, queryOf } from '#lib/http/paging.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json } from '#lib/http/responses.ts';
import { readEndpoint } from '#lib/usecases/read-endpoint.ts';
import { replayEvents } from '#lib/usecases/replay-events.ts';
import { makeTest } from '#lib/usecases/send-test.ts';
import type { PublisherDeps } from './deps.ts';
import { deliveryOf, endpointIn, publicationOf } from './parameters.ts';

const summaryOf = ({ attempts: _all, body: _sent, ...summary }: Delivery) => summary;

/** What is sent to endpoints, and what became of it. */
export function deliveryRoutes(deps: PublisherDeps) {
  /** Of an event of the log, what it says is kept there alone: what is erased there must be nowhere else. */
  async function bodyOf(request: ApiRequest, { sequence, body }: Delivery): Promise<string | undefined> {
    if (sequence === undefined) return body;
    const [event] = await deps.log.read(publicationOf(request), { after: sequence - 1, limit: 1 });
    return event && webhookBody(publicEventOf(event), deps.publicUrl);
  }

  return {
    'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries': async (request: ApiRequest) => {
      const { limit, cursor } = queryOf(PageQuery, request);
      const { endpoint } = await readEndpoint(endpointIn(request), deps);
      const page = await deps.deliveries.list(endpoint.id, {
        before: positionOf(request, { cursor, position: DeliveryId }),
        limit,
      });
      const next = page.length < limit ? undefined : page.at(-1)?.id;
      return pageOf(request, { items: { deliveries: page.map(summaryOf) }, next });
    },

    'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries/{delivery}': async (request: ApiRequest) => {
      const { endpoint } = await readEndpoint(endpointIn(request), deps);
      const id = deliveryOf(request);
      const delivery = await deps.deliveries.get(endpoint.id, id);
      if (!delivery) throw new Failure('delivery.missing', `there is no delivery '${id}' to '${endpoint.id}'`);
      const body = await bodyOf(request, delivery);
      return json(200, { ...delivery, ...(body !== undefined && { body }) });
    },

    'POST /v1/publications/{publication}/endpoints/{endpoint}/replays': async (request: ApiRequest) => {
      const replay = parse(Replay, request.json());
      return json(202, await replayEvents({ ...endpointIn(request), replay }, deps));
    },

    'POST /v1/publications/{publication}/endpoints/{endpoint}/test-events': async (request: ApiRequest) => {
      const { endpoint } = await readEndpoint(endpointIn(request), deps);
      const delivery = await makeTest(endpoint, deps);
      const { publication, id } = endpoint;
      const location = `${deps.publicUrl}/v1/publications/${publication}/endpoints/${id}/deliveries/${delivery.id}`;
      return json(202, summaryOf(delivery), { location });
    },
  };
}
