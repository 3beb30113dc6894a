import * as z from 'zod';

// Lone surrogates are not Unicode text: encodeURIComponent throws and DynamoDB refuses them. XML 1.0 §2.2 has no C0, U+FFFE or
// U+FFFF, escaped or not. DEL and C1 say nothing to a reader. Each is one UTF-16 unit long.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

// Most texts are safe, and this finds out several times as fast.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SUSPECT = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/;

/** Text that every format can carry: LF line ends, no lone surrogates, no control characters but tab and line feed. */
export const safeText = (text: string): string =>
  text.isWellFormed() && !SUSPECT.test(text) ? text : text.replace(/\r\n?/g, '\n').replace(FORBIDDEN, '');

/** For `JSON.parse` and `JSON.stringify`: makes all texts of a value safe. */
export const onlySafe = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? safeText(value) : value;

/** A character as JSON and YAML escape it. */
export const asEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The characters that safe text does not have, written as escapes: people see what they sent. */
export const visibleText = (text: string): string => text.replace(FORBIDDEN, asEscape);

/** For `JSON.stringify`: makes all texts of a value visible. */
export const onlyVisible = (_name: string, value: unknown): unknown =>
  typeof value === 'string' ? visibleText(value) : value;

/** Safe, and in NFC. A fixed point: cleaning twice changes nothing more. */
export const cleanText = (text: string): string => safeText(text).normalize('NFC');

/** The same for HTML, normalized between its brackets: NFC would join `>` and a stroke after it (U+0338) to one letter. */
export const cleanMarkup = (html: string): string =>
  safeText(html).replace(/[^<>]+/g, (between) => between.normalize('NFC'));

const LINE_BREAKS = /[\t\n\u2028\u2029]+/g;

interface Limits {
  readonly min?: number;
  readonly max: number;
}

// Every text of a request goes through one of these: tests/contract/unclean-requests.test.ts. Cleaned and trimmed first,
// measured after, so that a limit means what a reader sees.
const cleaned = (clean: (text: string) => string, { min = 1, max }: Limits) =>
  z
    .string()
    .transform((text) => clean(text).trim())
    .pipe(z.string().min(min).max(max));

/** Text as publishers send it. */
export const Text = (limits: Limits) => cleaned(cleanText, limits);

/** Text of one line, such as a title or a name: line breaks and tabs become spaces. */
export const Line = (limits: Limits) => cleaned((text) => cleanText(text).replace(LINE_BREAKS, ' '), limits);

/** HTML or Markdown, before it is sanitized. */
export const Markup = z
  .string()
  .transform(cleanMarkup)
  .pipe(z.string().regex(/\S/, { error: 'text that is not blank' }));
