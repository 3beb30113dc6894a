import { setTimeout as pause } from 'node:timers/promises';
import { retryAfter } from './retry-after.ts';

export interface Retrying {
  /** @default the global one */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How often a request is sent, at most. @default 4 */
  readonly attempts?: number;
  /** @default as long as that, or until the signal */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

/** Longer than that, nobody who waits for an answer wants to. */
const LONGEST_MS = 30_000;

const waiting = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal });

/**
 * Sends a request again when it was too much at the moment (429, 503) and the answer says after how long. One that
 * does not say so may have been half done: that is for the caller to judge.
 */
export function retrying({ fetch: send = fetch, attempts = 4, wait = waiting }: Retrying = {}) {
  return async (request: Request): Promise<Response> => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(request.clone());
      const ms = delayOf(response);
      if (ms === undefined || ms > LONGEST_MS || attempt >= attempts) return response;
      await response.body?.cancel();
      await wait(ms, request.signal);
    }
  };
}

const delayOf = (response: Response): number | undefined =>
  response.status === 429 || response.status === 503 ? retryAfter(response) : undefined;
