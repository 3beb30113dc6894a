import { claimCheck } from './claim-check.ts';
import type { PublicEvent } from './public-event.ts';

/** What Standard Webhooks wants a payload to stay under. */
const MAX_BYTES = 20_000;

/**
 * The event as it is posted: a CloudEvent in structured JSON that is a Standard Webhooks payload, too, since that has
 * `type`, `timestamp` and `data`. Over the limit it is a claim check.
 */
export function webhookBody(event: PublicEvent, publicUrl: string): string {
  const whole = bodyOf(event);
  return Buffer.byteLength(whole) <= MAX_BYTES ? whole : bodyOf(claimCheck(event, publicUrl));
}

const bodyOf = (event: PublicEvent): string => JSON.stringify({ ...event, timestamp: event.time });
