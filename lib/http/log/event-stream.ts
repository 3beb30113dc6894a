import { Failure } from '#lib/domain/failure.ts';
import type { ApiRequest, ApiResponse } from '#lib/http/request.ts';
import { written } from '#lib/http/responses.ts';
import type { LogPage } from './log-page.ts';

/** How long an `EventSource` waits before it asks again, from where it has got to. */
const RETRY_MS = 1_000;

export const isStreamWanted = ({ header }: ApiRequest): boolean =>
  /^\s*text\/event-stream\b/i.test(header('accept') ?? '');

/** Where an `EventSource` that comes back wants to go on. */
export function lastEventId({ header }: ApiRequest): number | undefined {
  const id = header('last-event-id');
  if (id === undefined || id === '') return undefined;
  if (/^\d{1,12}$/.test(id)) return Number(id);
  throw new Failure('request.invalid', `the Last-Event-ID is '${id}', and a sequence is expected`);
}

/** Server-sent events that end: the client comes back by itself. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function eventStream({ events }: LogPage): ApiResponse {
  const blocks = events.map(
    ({ event, text }) => `id: ${Number(event.sequence)}\nevent: ${event.type}\ndata: ${text}\n\n`,
  );
  return written('text/event-stream', `retry: ${RETRY_MS}\n\n${blocks.join('')}`, { vary: 'Accept' });
}
