import { Instant } from '#lib/domain/instant.ts';
import { safeText } from '#lib/domain/text.ts';
import { Language, MediaType } from '#lib/domain/web.ts';

// What is stored was sound when it came in. A row that is not so any more costs the feed a detail, never the feed.

/** Text that any format can carry. */
export const safe = safeText;

/** Safe text with something in it to see, or nothing. */
export function textIn(text: string | undefined): string | undefined {
  const shown = safe(text ?? '');
  return shown.trim() === '' ? undefined : shown;
}

/** An absolute web address, or nothing. */
export function webUrl(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:/i.test(text) ? URL.parse(text)?.href : undefined;
}

export const instantIn = remembering((text) => Instant.safeParse(text).data);
export const languageIn = remembering((text) => Language.safeParse(text).data);
export const mediaTypeIn = remembering((text) => MediaType.safeParse(text).data);

/** The few hundred values of a feed are the same ones at each rendering. */
function remembering<Value>(read: (text: string | undefined) => Value): (text: string | undefined) => Value {
  const known = new Map<string | undefined, Value>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size === 1_000) known.clear();
    const value = read(text);
    known.set(text, value);
    return value;
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as the content of an HTML element. */
export const asHtml = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/** Text as the value of an attribute between double quotes. */
export const asAttribute = (text: string): string => asHtml(text).replaceAll('"', '&quot;');
