import type { BulletinEvent } from '#lib/events/envelope.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import type { Caller } from '#lib/http/caller.ts';
import type { Log } from '#lib/usecases/ports.ts';

export type ShownEvent = BulletinEvent | PublicEvent;

/** The log as far as a key may read it. */
export interface ShownLog {
  read(...page: Parameters<Log['read']>): Promise<readonly ShownEvent[]>;
}

/** Shows the whole log to a key with `events:read`, and what is public to any other. */
export function logShownTo({ scopes }: Caller, log: Log): ShownLog {
  if (scopes.includes('events:read')) return log;
  return { read: async (...page) => (await log.read(...page)).map(publicEventOf) };
}
