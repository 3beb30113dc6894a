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
  if (text === undefined || !/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href;
}

export const instantIn = (text: string | undefined): Instant | undefined => Instant.safeParse(text).data;
export const languageIn = (text: string | undefined): string | undefined => Language.safeParse(text).data;
export const mediaTypeIn = (text: string | undefined): string | undefined => MediaType.safeParse(text).data;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text as the content of an HTML element. */
export const asHtml = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/** Text as the value of an attribute between double quotes. */
export const asAttribute = (text: string): string => asHtml(text).replaceAll('"', '&quot;');
