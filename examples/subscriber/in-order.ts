/** What the subscriber needs to know of a CloudEvent. */
export interface Event {
  readonly id: string;
  readonly source: string;
  readonly sequence: string;
  readonly type: string;
  readonly subject: string;
  readonly data?: unknown;
  readonly dataref?: string;
}

interface Deps {
  /** Of the last event that was handled, by source; 0 before the first. */
  readonly watermark: (source: string) => number;
  /** The events of the log after a sequence, in order. */
  readonly readLog: (source: string, after: number) => AsyncIterable<Event>;
  /** The effect, and then the watermark; what fails here comes again. */
  readonly handle: (event: Event) => Promise<void>;
}

/**
 * Makes of messages that repeat, overtake one another and get lost each event once and in order: what is not beyond the
 * watermark has been handled; what is further than the next shows a gap, and the log has what is missing.
 */
export async function inOrder(
  event: Event,
  { watermark, readLog, handle }: Deps,
): Promise<'handled' | 'repeated' | 'caught-up'> {
  const next = watermark(event.source) + 1;
  const sequence = Number(event.sequence);
  if (sequence < next) return 'repeated';
  if (sequence === next) {
    await handle(event);
    return 'handled';
  }
  for await (const missed of readLog(event.source, next - 1)) await handle(missed);
  return 'caught-up';
}
