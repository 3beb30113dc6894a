import { type BulletinEvent, eventOf, type Happening } from '#lib/events/envelope.ts';
import { at, PUBLIC_URL } from './an-article.ts';

/** What happened, as an event of a log. */
export const anEvent = (happening: Happening, over: Partial<Parameters<typeof eventOf>[1]> = {}): BulletinEvent =>
  eventOf(happening, {
    ...{ id: '01jdf0e8m30000000000000001', sequence: 1, time: at('12:00'), publicUrl: PUBLIC_URL },
    ...over,
  });
