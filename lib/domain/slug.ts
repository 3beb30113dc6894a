import * as z from 'zod';
import { cleanText } from './text.ts';

const MAX_CODE_POINTS = 80;

export type Slug = string & z.$brand<'Slug'>;

/**
 * The part of a URL that says what something is: letters, marks and numbers of any script, joined by hyphens.
 * Empty when the text has none of them. A fixed point: the slug of a slug is that slug.
 */
export function slugify(text: string): Slug | '' {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const points = Array.from(words.join('-')).slice(0, MAX_CODE_POINTS);
  return points.join('').normalize('NFKC').replace(/-$/, '') as Slug | '';
}

export const Slug = z
  .string()
  .max(400)
  .refine((text) => text !== '' && slugify(text) === text, {
    error: 'lower-case letters, numbers and single hyphens, at most 80 characters',
  })
  .transform((text) => text as Slug);

/** A section's or tag's name: what people read. Its slug is what URLs, filters and feeds use. */
export const TermName = z
  .string()
  .transform((text) => cleanText(text).replace(/\s+/gu, ' ').trim())
  .pipe(z.string().min(1).max(100))
  .refine((name) => slugify(name) !== '', { error: 'a name with at least one letter or number' });
