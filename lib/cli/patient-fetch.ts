import { setTimeout as pause } from 'node:timers/promises';
import { refusalOf } from '#lib/client/refusal.ts';
import { retryAfter } from '#lib/client/retry-after.ts';
import { Complaint } from './complaint.ts';

interface Patience {
  /** How often a request is sent, the first time included. */
  readonly attempts: number;
  /** Told of each wait. */
  readonly waiting?: (reason: string, seconds: number) => void;
}

const BUSY = new Set([429, 502, 503, 504]);
const LONGEST = 60;

/** A refusal for the moment. A 500 without a request id comes from a gateway; Bulletin's own would come again. */
const isBusy = async (response: Response): Promise<boolean> =>
  BUSY.has(response.status) || (response.status === 500 && !(await refusalOf(response.clone())).problem.instance);

/**
 * A fetch that sends a request again which was refused for the moment, or went astray: ours may all be repeated, by their
 * idempotency keys. Where nothing ever answered, it says so at once: a wrong address does not become right by waiting.
 */
export function patientFetch({ attempts, waiting }: Patience): (request: Request) => Promise<Response> {
  let reached = false;
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const { response, error } = await sent(request.clone());
      reached ||= response !== undefined;
      const last = attempt >= attempts || !reached;
      if (response && (last || !(await isBusy(response)))) return response;
      if (!response && last) throw unreachable(request.url, error);
      await response?.body?.cancel();
      const seconds = (response && secondsAsked(response)) ?? Math.min(LONGEST, 2 ** (attempt - 1) / 4);
      waiting?.(response ? `it is busy (${response.status})` : 'it does not answer', seconds);
      await pause(seconds * 1_000);
    }
  };
}

async function sent(request: Request): Promise<{ response?: Response; error?: unknown }> {
  try {
    return { response: await fetch(request) };
  } catch (error) {
    return { error };
  }
}

/** What the answer asks for, within reason. */
function secondsAsked(response: Response): number | undefined {
  const ms = retryAfter(response);
  return ms === undefined ? undefined : Math.min(LONGEST, ms / 1_000);
}

function unreachable(url: string, cause: unknown): Complaint {
  const { code } = Object((cause as Error).cause ?? cause) as { code?: string };
  return new Complaint(`${new URL(url).origin} does not answer${code ? ` (${code})` : ''}`, { cause });
}
