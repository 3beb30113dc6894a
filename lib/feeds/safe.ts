import { xmlSafe } from '#lib/domain/text.ts';

/** Text that any format can carry. */
export const safe = xmlSafe;

/** An absolute web address, or nothing: one bad address must not cost the feed. */
export function webUrl(text: string | undefined): string | undefined {
  if (text === undefined || !/^https?:/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).href;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML. */
export const asHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
