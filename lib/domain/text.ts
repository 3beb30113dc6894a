import * as z from 'zod';

// XML 1.0 §2.2 `Char`: everything else is not well-formed in any feed, escaped or not.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

/** LF line ends, and nothing that XML 1.0 cannot carry. */
export const xmlSafe = (text: string): string => text.replace(/\r\n?/g, '\n').replace(FORBIDDEN_IN_XML, '');

/** Safe in XML, and in NFC. A fixed point: cleaning twice changes nothing more. */
export const cleanText = (text: string): string => xmlSafe(text).normalize('NFC');

/** The same for HTML, normalized between its brackets: NFC would join `>` and a stroke after it (U+0338) to one letter. */
export const cleanMarkup = (html: string): string =>
  xmlSafe(html).replace(/[^<>]+/g, (between) => between.normalize('NFC'));

/** Text as publishers send it: cleaned and trimmed first, measured after, so that a limit means what a reader sees. */
export function Text({ min = 1, max }: { min?: number; max: number }) {
  return z
    .string()
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(min).max(max));
}
