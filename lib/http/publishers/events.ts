import { EventsQuery } from '#lib/api/queries.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { queryOf } from '#lib/http/paging.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import type { PublisherDeps } from './deps.ts';
import { existingPublication } from './parameters.ts';

// Lambda answers with at most 6 MB.
const MOST_BYTES = 4_000_000;

export function eventRoutes(deps: PublisherDeps) {
  return {
    'GET /v1/publications/{publication}/events': async (request: ApiRequest) => {
      const { after, limit } = queryOf(EventsQuery, request);
      const { id } = await existingPublication(request, deps);
      const events = await deps.log.read(id, { after, limit });
      const texts = fitting(events);
      const more = texts.length < events.length || events.length === limit;
      const next = `${request.path}?after=${after + texts.length}&limit=${limit}`;
      return batch(texts, more ? { link: `<${next}>; rel="next"` } : {});
    },

    'GET /v1/publications/{publication}/events/{sequence}': async (request: ApiRequest) => {
      const { id } = await existingPublication(request, deps);
      const sequence = /^\d{1,12}$/.test(request.params.sequence ?? '') ? Number(request.params.sequence) : 0;
      const [event] = sequence > 0 ? await deps.log.read(id, { after: sequence - 1, limit: 1 }) : [];
      if (!event) throw new Failure('event.missing', `the log of '${id}' has no event '${request.params.sequence}'`);
      return eventAnswer(event);
    },
  };
}

/** As many of the events as make an answer that is not too large; at least one. */
function fitting(events: readonly BulletinEvent[]): string[] {
  const texts: string[] = [];
  let bytes = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    bytes += Buffer.byteLength(text);
    if (texts.length > 0 && bytes > MOST_BYTES) break;
    texts.push(text);
  }
  return texts;
}

const batch = (texts: readonly string[], headers: Record<string, string>): ApiResponse => ({
  status: 200,
  headers: {
    'content-type': 'application/cloudevents-batch+json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  },
  body: `[${texts.join(',')}]`,
});

const eventAnswer = (event: BulletinEvent): ApiResponse => ({
  status: 200,
  headers: { 'content-type': 'application/cloudevents+json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(event),
});
