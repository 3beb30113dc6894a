import type { Instant } from '#lib/domain/instant.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { Course } from './endpoint-ports.ts';

/** Whether an endpoint is to be sent something now: it is behind the log, or what it failed to take is due again. */
export function hasWork(
  { sequence, restsUntil, wakeAt, off }: Course,
  { head, now }: { head: Sequence; now: Instant },
): boolean {
  if (off || (restsUntil && restsUntil > now)) return false;
  return sequence < head || (wakeAt !== undefined && wakeAt <= now);
}
