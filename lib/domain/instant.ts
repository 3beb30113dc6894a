import * as z from 'zod';

/** A moment in UTC with milliseconds, `2026-11-24T08:30:00.000Z`: as text it sorts in time order and is JSON already. */
export type Instant = string & z.$brand<'Instant'>;

export const instant = (at: Date): Instant => at.toISOString() as Instant;

/** So many milliseconds after another; before it, when they are negative. */
export const later = (at: Instant, ms: number): Instant => instant(new Date(Date.parse(at) + ms));

/** RFC 3339 with any offset in, UTC out. Years 1000 to 9999, so that text order stays time order. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'a date and time as in RFC 3339, such as 2026-11-24T08:30:00Z' })
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1000 && at.getUTCFullYear() <= 9999, {
    error: 'a date that exists, between the years 1000 and 9999',
  })
  .transform(instant);
