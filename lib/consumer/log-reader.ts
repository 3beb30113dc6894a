import type { Event } from './event.ts';

export interface LogReading {
  /** Where Bulletin is: what stands before `/v1`. */
  readonly url: string;
  /**
   * One with the scope `events:published`, to which the log shows what messages hold. With `events:read` the log is whole, and
   * messages are not. It is shown to this address only, whatever a message says.
   */
  readonly key: string;
  /** @default the global one */
  readonly fetch?: (url: URL, init: RequestInit) => Promise<Response>;
}

/** The log of a source after a sequence, page by page, to its end. */
export function logReader({ url, key, fetch: send = fetch }: LogReading) {
  return async function* readLog(source: string, after: number): AsyncGenerator<Event> {
    for (let last = after, more = true; more; ) {
      const page = new URL(`/v1${source}/events?after=${last}&limit=100`, url);
      const response = await send(page, { headers: { authorization: `Bearer ${key}` } });
      if (!response.ok) throw new Error(`${page} answers ${response.status}: ${await response.text()}`);
      const events = (await response.json()) as Event[];
      yield* events;
      last = Number(events.at(-1)?.sequence ?? last);
      more = events.length > 0 && /rel="next"/.test(response.headers.get('link') ?? '');
    }
  };
}
