import type { PublicationId } from '#lib/domain/publication.ts';
import type { ShownEvent, ShownLog } from './shown-log.ts';

interface WrittenEvent {
  readonly event: ShownEvent;
  readonly text: string;
}

export interface LogPage {
  readonly events: readonly WrittenEvent[];
  /** Whether there may be others after them. */
  readonly more: boolean;
}

// Lambda answers with at most 6 MB.
const MOST_BYTES = 4_000_000;

// Of the largest events, a thousand would be more than a function holds.
const PORTION = 100;

/** As many of the events as make an answer that is not too large; at least one, where there is one. */
export async function pageOfLog(
  log: ShownLog,
  { publication, after, limit }: { publication: PublicationId; after: number; limit: number },
): Promise<LogPage> {
  const events: WrittenEvent[] = [];
  let bytes = 0;
  while (events.length < limit) {
    const portion = Math.min(PORTION, limit - events.length);
    const found = await log.read(publication, { after: after + events.length, limit: portion });
    for (const event of found) {
      const text = JSON.stringify(event);
      bytes += Buffer.byteLength(text);
      if (events.length > 0 && bytes > MOST_BYTES) return { events, more: true };
      events.push({ event, text });
    }
    if (found.length < portion) return { events, more: false };
  }
  return { events, more: true };
}
