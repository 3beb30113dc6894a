import * as z from 'zod';
import { type Instant, later } from './instant.ts';
import { endOf, type Key } from './key.ts';

const HOUR_MS = 60 * 60 * 1000;

export const KeyRotation = z.strictObject({
  /** How long the old key goes on beside the new one; a part of an hour is fine. */
  overlapHours: z.number().min(0).max(720).default(24),
});
export type KeyRotation = z.infer<typeof KeyRotation>;

/** When a rotated key expires: after the overlap, and never later than it would have anyway. */
export function endOfOverlap(key: Key, { overlapHours, now }: KeyRotation & { now: Instant }): Instant {
  const end = later(now, overlapHours * HOUR_MS);
  const earlier = endOf(key);
  return earlier !== undefined && earlier < end ? earlier : end;
}
