import { EventsQuery, LONGEST_WAIT } from '#lib/api/queries.ts';
import { Failure } from '#lib/domain/failure.ts';
import { keyedApi } from '#lib/http/keyed-api.ts';
import { queryOf } from '#lib/http/paging.ts';
import { existingPublication } from '#lib/http/publishers/parameters.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import { written } from '#lib/http/responses.ts';
import type { LogRoute } from '#lib/http/routes.ts';
import { awaitEvent } from '#lib/usecases/await-event.ts';
import type { Clock, Log, Pauses, Publications } from '#lib/usecases/ports.ts';
import { eventStream, isStreamWanted, lastEventId } from './event-stream.ts';
import { type LogPage, pageOfLog } from './log-page.ts';
import { logShownTo } from './shown-log.ts';

export interface LogDeps {
  readonly log: Log;
  readonly publications: Publications;
  readonly clock: Clock;
  readonly pauses: Pauses;
}

/** The log, for services. */
export const logApi = (deps: LogDeps) =>
  keyedApi<LogRoute>({
    'GET /v1/publications/{publication}/events': async (request, caller) => {
      const { after: first, limit, wait } = queryOf(EventsQuery, request);
      const streamed = isStreamWanted(request);
      const after = (streamed ? lastEventId(request) : undefined) ?? first;
      const seconds = wait ?? (streamed ? LONGEST_WAIT : 0);
      const { id: publication } = await existingPublication(request, deps);
      if (seconds > 0) await awaitEvent({ publication, after, seconds }, deps);
      const page = await pageOfLog(logShownTo(caller, deps.log), { publication, after, limit });
      if (streamed) return eventStream(page);
      const last = after + page.events.length;
      return batch(page, page.more || wait ? { link: nextLink(request, { after: last, limit, wait }) } : {});
    },

    'GET /v1/publications/{publication}/events/{sequence}': async (request, caller) => {
      const { id } = await existingPublication(request, deps);
      const sequence = /^\d{1,12}$/.test(request.params.sequence ?? '') ? Number(request.params.sequence) : 0;
      const log = logShownTo(caller, deps.log);
      const [event] = sequence > 0 ? await log.read(id, { after: sequence - 1, limit: 1 }) : [];
      if (!event) throw new Failure('event.missing', `the log of '${id}' has no event '${request.params.sequence}'`);
      return written('application/cloudevents+json; charset=utf-8', JSON.stringify(event));
    },
  });

/** Who waits is always told where to go on; who does not, as long as there is more. */
function nextLink({ path }: ApiRequest, query: { after: number; limit: number; wait: number | undefined }): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return `<${path}?${given.map(([name, value]) => `${name}=${value}`).join('&')}>; rel="next"`;
}

const batch = ({ events }: LogPage, headers: Record<string, string>): ApiResponse =>
  written('application/cloudevents-batch+json; charset=utf-8', `[${events.map(({ text }) => text).join(',')}]`, {
    vary: 'Accept',
    ...headers,
  });
