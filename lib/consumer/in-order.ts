import type { Event } from './event.ts';

/** Where the effects of events are, and how far they have got. */
export interface Ledger {
  /** The sequence of the last event of the source that was applied; 0 before the first. */
  watermark(source: string): Promise<number> | number;
  /**
   * The effect of an event and its sequence as the new watermark, in one write, under the condition that the watermark is the
   * sequence before. Where it is not, nothing is written, and the answer is `overtaken`. Of a sealed event, the sequence is
   * all there is to write.
   */
  apply(event: Event): Promise<'applied' | 'overtaken'> | 'applied' | 'overtaken';
}

export interface Consumption {
  /** The sources that are listened to, such as `/publications/bulletin-news`. All others are refused. */
  readonly sources: readonly string[];
  readonly ledger: Ledger;
  /** The events of a source after a sequence, in order, and none of them as a claim check. */
  readonly readLog: (source: string, after: number) => AsyncIterable<Event>;
}

/** What became of a message. All but what is thrown is done with: it need not come again. */
type Outcome = 'applied' | 'repeated' | 'caught-up' | 'refused';

export interface Consumer {
  take(event: Event | undefined): Promise<Outcome>;
  /** Reads a source's log to its end: for a start, as messages may have been lost while nobody listened. */
  catchUp(source: string): Promise<void>;
}

/**
 * Makes of messages that repeat, overtake one another and get lost each event once and in order, for as many as take messages
 * at once. What is not beyond the watermark was applied before; what is further than the next shows a gap, and the log has
 * what is missing, as it has what was too large to be sent.
 */
export function inOrder({ sources, ledger, readLog }: Consumption): Consumer {
  const catchUp = (source: string) => applyRest(source, { ledger, readLog });

  return {
    catchUp,
    async take(event) {
      if (!event || !sources.includes(event.source)) return 'refused';
      const { source } = event;
      const sequence = Number(event.sequence);
      const watermark = await ledger.watermark(source);
      if (sequence <= watermark) return 'repeated';
      const isWhole = event.sealed || event.dataref === undefined;
      const isNext = sequence === watermark + 1 && isWhole;
      if (isNext && (await ledger.apply(event)) === 'applied') return 'applied';
      await catchUp(source);
      if ((await ledger.watermark(source)) >= sequence) return 'caught-up';
      throw new Error(`the log of ${source} ends before event ${sequence}, which was sent`);
    },
  };
}

async function applyRest(source: string, { ledger, readLog }: Omit<Consumption, 'sources'>): Promise<void> {
  for (let before = -1; ; ) {
    const watermark = await ledger.watermark(source);
    if (watermark === before)
      throw new Error(`event ${watermark + 1} of ${source} is not applied, and nobody else does it`);
    before = watermark;
    let overtaken = false;
    for await (const event of readLog(source, watermark)) {
      // Somebody else applies the same: what is left is read from where they have got to.
      overtaken = (await ledger.apply(event)) === 'overtaken';
      if (overtaken) break;
    }
    if (!overtaken) return;
  }
}
