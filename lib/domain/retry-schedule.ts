import { type Instant, later } from './instant.ts';
import { jittered } from './jitter.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait after the first failure, the second …: Standard Webhooks 1.0. Over three days, ten attempts. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

interface Trouble {
  readonly failures: number;
  readonly now: Instant;
  /** 0 to 1. */
  readonly chance: number;
}

/** When an event is tried again after so many failures; never, when it has had all its attempts. */
export function nextAttempt({ failures, now, chance }: Trouble): Instant | undefined {
  const wait = WAITS[failures - 1];
  return wait === undefined ? undefined : later(now, jittered(wait, chance));
}

/** From so many failures in a row on it is the receiver that is not well, and not one event that it cannot take. */
export const TIRED = 3;

/** Until when a receiver is left alone that has failed so often in a row. */
export function restUntil({ failures, now, chance }: Trouble): Instant {
  const wait = WAITS[Math.min(failures - TIRED, WAITS.length - 1)] ?? 0;
  return later(now, jittered(wait, chance));
}

/** Somebody who answers nothing but failures for so long is not asked again until its owner says so. */
const GIVEN_UP_MS = 5 * 24 * HOUR;

export const isGivenUp = (failingSince: Instant, now: Instant): boolean =>
  Date.parse(now) - Date.parse(failingSince) >= GIVEN_UP_MS;

const MOST_RETRY_AFTER_MS = 24 * HOUR;

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), within a day. */
export function retryAt(header: string | undefined, now: Instant): Instant | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * SECOND : Date.parse(header) - Date.parse(now);
  return ms > 0 ? later(now, Math.min(ms, MOST_RETRY_AFTER_MS)) : undefined;
}
