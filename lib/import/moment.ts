import { Instant } from '#lib/domain/instant.ts';

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const RFC_822 = /^(?:[a-z]{3,9},?\s+)?\d{1,2}\s+[a-z]{3,9}\s+\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s+(\S+))?$/i;

/** A moment as feeds and exports write it (RFC 3339, RFC 822, an SQL date); UTC where no zone is named. */
export function momentOf(text: string | undefined): Instant | undefined {
  const at = readable(text?.trim() ?? '');
  const time = at === undefined ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? undefined : Instant.safeParse(new Date(time).toISOString()).data;
}

function readable(text: string): string | undefined {
  if (ISO_DATE.test(text)) return `${text}T00:00:00Z`;
  const [iso, day, time, zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  if (iso) return `${day}T${time}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
  const [rfc, named] = RFC_822.exec(text) ?? [];
  if (rfc) return named ? text : `${text} GMT`;
  return undefined;
}
