import type { Instant } from './instant.ts';

const MINUTE_MS = 60_000;

/** A key's limit is counted anew in each window: in each minute of the clock, by its number. */
export const windowOf = (at: Instant): number => Math.floor(Date.parse(at) / MINUTE_MS);

/** Until the next window begins: whole ones, at least one. */
export const secondsLeft = (at: Instant): number => Math.ceil((MINUTE_MS - (Date.parse(at) % MINUTE_MS)) / 1000);

/** How many requests are taken out of a limit at once: so few that little lies idle, so many that it is cheap. */
export const blockOf = (limit: number): number => Math.min(50, Math.max(1, Math.floor(limit / 20)));

/** How much of a window has been handed out to instances, spent or not. */
export interface KeyUse {
  readonly window: number;
  readonly used: number;
}

/** What an instance asks for next, by what it knows of a key's use: a block of the present window, or what is left of it. */
export function nextBlock({ window, used }: KeyUse, { limit, now }: { limit: number; now: Instant }) {
  const present = windowOf(now);
  // Another's clock may be ahead: its window has begun for all. Further ahead than one, it is a clock that is wrong.
  if (window === present || window === present + 1)
    return { begun: true, window, used, count: Math.min(blockOf(limit), limit - used) };
  return { begun: false, window: present, used: 0, count: blockOf(limit) };
}
