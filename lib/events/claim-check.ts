import type { BulletinEvent } from './envelope.ts';

/** What SNS bills as one message, and what interoperable CloudEvents stay under. */
const MAX_BYTES = 64 * 1024;

/** The event without its content, and where the whole of it is: same id, sequence and type (CloudEvents `dataref`). */
export function claimCheck({ data: _withheld, ...event }: BulletinEvent, publicUrl: string): BulletinEvent {
  return { ...event, dataref: `${publicUrl}/v1${event.source}/events/${Number(event.sequence)}` };
}

/** The event as it goes out: itself, or its claim check when it is too large. */
export function fitted(event: BulletinEvent, publicUrl: string): BulletinEvent {
  return Buffer.byteLength(JSON.stringify(event)) <= MAX_BYTES ? event : claimCheck(event, publicUrl);
}
