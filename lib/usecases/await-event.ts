import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { Clock, Log, Pauses } from './ports.ts';

interface Awaited {
  readonly publication: PublicationId;
  /** What comes after it is waited for. */
  readonly after: Sequence;
  /** At most. */
  readonly seconds: number;
}

interface Deps {
  readonly log: Log;
  readonly clock: Clock;
  readonly pauses: Pauses;
}

// Each look reads one unit. Who publishes seldom is not asked often, and nobody waits a second longer than need be.
const FIRST_MS = 250;
const MOST_MS = 1_000;

/** Goes by until the log has an event after the sequence, or the time is over: looks first, and once more at the end. */
export async function awaitEvent(
  { publication, after, seconds }: Awaited,
  { log, clock, pauses }: Deps,
): Promise<void> {
  const end = Date.parse(clock.now()) + seconds * 1000;
  for (let ms = FIRST_MS; ; ms = Math.min(MOST_MS, ms * 2)) {
    if ((await log.head(publication)) > after) return;
    const left = end - Date.parse(clock.now());
    if (left <= 0) return;
    await pauses.take(Math.min(ms, left));
  }
}
