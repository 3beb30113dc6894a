import type { Instant } from '#lib/domain/instant.ts';
import { instantIn } from '#lib/feeds/safe.ts';
import { type Html, html, NOTHING } from './html.ts';

const DAY = { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' } as const;
const MOMENT = { ...DAY, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** The day, as people write it in a language. */
export const day = (at: Instant, language: string): Html => time(at, new Intl.DateTimeFormat(language, DAY));

/** The day and the time of it, in UTC. */
export const moment = (at: Instant, language: string): Html => time(at, new Intl.DateTimeFormat(language, MOMENT));

function time(at: Instant, format: Intl.DateTimeFormat): Html {
  const known = instantIn(at);
  return known ? html`<time datetime="${known}">${format.format(new Date(known))}</time>` : NOTHING;
}
