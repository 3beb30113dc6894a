import * as z from 'zod';
import { Instant } from './instant.ts';
import { slugify } from './slug.ts';
import { Line, Text } from './text.ts';
import { WebUrl } from './web.ts';

export type AuthorId = string & z.$brand<'AuthorId'>;

/** A slug, so that an author's feed has a readable address. */
export const AuthorId = z
  .string()
  .max(400)
  .refine((text) => text !== '' && slugify(text) === text, {
    error: 'lower-case letters, numbers and single hyphens, at most 80 characters',
  })
  .transform((text) => text as AuthorId);

export const AuthorProfile = z.strictObject({
  name: Line({ max: 200 }),
  biography: Text({ max: 2000 }).optional(),
  avatar: WebUrl.optional(),
  url: WebUrl.optional(),
});
export type AuthorProfile = z.infer<typeof AuthorProfile>;

export const Author = z.object({ id: AuthorId, ...AuthorProfile.shape, modifiedAt: Instant });
export type Author = z.infer<typeof Author>;

/** An author as an article names them: kept with the article, since a byline says who wrote it then. */
export const Byline = z.object({
  id: AuthorId,
  name: z.string(),
  avatar: z.string().optional(),
  url: z.string().optional(),
});
export type Byline = z.infer<typeof Byline>;

/** What an article's `authors` may hold: the id of an author of the publication, or a person named on the spot. */
export const AuthorReference = z.union([
  AuthorId,
  z
    .strictObject({ name: Line({ max: 200 }), avatar: WebUrl.optional(), url: WebUrl.optional() })
    .refine(({ name }) => slugify(name) !== '', { path: ['name'], error: 'a name with at least one letter or number' }),
]);
export type AuthorReference = z.infer<typeof AuthorReference>;

export function bylineOf({ id, name, avatar, url }: Author): Byline {
  return { id, name, ...(avatar && { avatar }), ...(url && { url }) };
}
