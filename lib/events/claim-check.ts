import type { PublicEvent } from './public-event.ts';

/** What SNS bills as one message, and what interoperable CloudEvents stay under. */
const MAX_BYTES = 64 * 1024;

/**
 * The event without its content, and where the whole of it is: same id, sequence and type (CloudEvents `dataref`). A
 * sealed event has nothing to leave out.
 */
export function claimCheck(event: PublicEvent, publicUrl: string): PublicEvent {
  if ('sealed' in event) return event;
  const { data: _withheld, ...envelope } = event;
  return { ...envelope, dataref: `${publicUrl}/v1${event.source}/events/${Number(event.sequence)}` };
}

/** The event as it goes out: itself, or its claim check when it is too large. */
export function fitted(event: PublicEvent, publicUrl: string): PublicEvent {
  return Buffer.byteLength(JSON.stringify(event)) <= MAX_BYTES ? event : claimCheck(event, publicUrl);
}
