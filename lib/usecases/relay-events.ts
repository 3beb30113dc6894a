import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { claimCheck } from '#lib/events/claim-check.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import type { Log, Topic, Watermarks } from './ports.ts';

export interface RelayDeps {
  readonly log: Log;
  readonly watermarks: Watermarks;
  readonly topic: Topic;
  readonly publicUrl: string;
}

const BATCH = 10;

/**
 * Tells the world what a publication's log holds beyond the relay's watermark, in order. The watermark moves only over
 * events that were sent: stopped anywhere, the relay repeats some and loses none.
 */
export async function relayEvents(publication: PublicationId, deps: RelayDeps): Promise<number> {
  const { log, watermarks } = deps;
  const start = await watermarks.get(publication, 'relay');
  let mark = start;
  for (;;) {
    const events = await log.read(publication, { after: mark, limit: BATCH });
    if (events.length === 0) return mark - start;
    const sent = await send(events.map(publicEventOf), deps);
    mark += sent;
    if (sent > 0) await watermarks.advance(publication, { reader: 'relay', to: mark });
    if (sent < events.length)
      throw new Failure('topic.unavailable', `event ${mark + 1} of '${publication}' was not taken`);
    // What is written from now on rings again.
    if (events.length < BATCH) return mark - start;
  }
}

/** How many of the events, from the first on, were sent. */
async function send(events: readonly PublicEvent[], { topic, publicUrl }: RelayDeps): Promise<number> {
  const results = await topic.publish(events);
  const stop = results.findIndex((result) => result !== 'taken');
  if (stop === -1) return events.length;
  const stopped = events[stop];
  if (results[stop] !== 'refused' || !stopped) return stop;
  const [result] = await topic.publish([claimCheck(stopped, publicUrl)]);
  return result === 'taken' ? stop + 1 + (await send(events.slice(stop + 1), { topic, publicUrl } as RelayDeps)) : stop;
}
