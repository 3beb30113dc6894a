import * as z from 'zod';
import { safeText } from './text.ts';

/** An absolute http or https address, as `URL` writes it. */
export const WebUrl = z
  .string()
  .max(2048)
  .transform(safeText)
  .refine((text) => /^https?:\/\//i.test(text.trim()) && URL.canParse(text), { error: 'an absolute http or https URL' })
  .transform((text) => new URL(text).href);

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

function canonicalLanguage(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text);
    const [language = ''] = (tag ?? '').split('-');
    return tag && names.of(language) ? tag : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 5646, in canonical case, of a language that exists: `english` and `xx` are refused. */
export const Language = z
  .string()
  .refine((text) => canonicalLanguage(text) !== undefined, { error: 'a language tag such as en, de-AT or zh-Hant' })
  .transform((text) => canonicalLanguage(text) ?? text);

/** RFC 6838 type "/" subtype, without parameters. */
export const MediaType = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/, {
    error: 'a media type such as image/jpeg',
  });
