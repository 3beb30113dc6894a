import * as z from 'zod';
import { type Instant, Instant as InstantSchema } from './instant.ts';
import { Line, Text } from './text.ts';
import { Language, WebUrl } from './web.ts';

const RESERVED = new Set(['v1', 'hub', 'docs', 'assets', 'health', 'api', 'well-known']);

export type PublicationId = string & z.$brand<'PublicationId'>;

export const PublicationId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: '1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end',
  })
  .refine((id) => !RESERVED.has(id), { error: 'an id that is not reserved' })
  .transform((id) => id as PublicationId);

const profile = {
  title: Line({ max: 200 }),
  description: Text({ min: 0, max: 1000 }).optional(),
  url: WebUrl.optional(),
  language: Language,
  copyright: Line({ max: 300 }).optional(),
  /** Square, at least 512 pixels a side: JSON Feed `icon`, Atom `icon`. */
  icon: WebUrl.optional(),
  /** Twice as wide as high: Atom `logo`, RSS `image`. */
  logo: WebUrl.optional(),
  favicon: WebUrl.optional(),
  /** Where else it is to be found: shown on its pages. */
  links: z
    .array(z.strictObject({ title: Line({ max: 100 }), url: WebUrl }))
    .max(10)
    .optional(),
  /** Whether feeds have the articles' whole content, as they do when nothing is said, or summaries only. */
  feedContent: z.enum(['full', 'summary']).optional(),
  /** The most articles that a feed holds; 50 when nothing is said. */
  feedItems: z.int().min(10).max(100).optional(),
};

/** A newspaper, blog or wire as an operator submits it. `url` is its own home page, when it has one. */
export const PublicationDraft = z.strictObject({ id: PublicationId, ...profile });
export type PublicationDraft = z.infer<typeof PublicationDraft>;

/** What may change of a publication: everything but its id. */
export const PublicationProfile = z.strictObject(profile);
export type PublicationProfile = z.infer<typeof PublicationProfile>;

export const Publication = z.object({
  ...PublicationDraft.shape,
  /** RFC 4151 tagging entity, fixed at creation: article ids are minted under it, whatever becomes of the domain. */
  authority: z.string(),
  revision: z.int().positive(),
  createdAt: InstantSchema,
  modifiedAt: InstantSchema,
});
export type Publication = z.infer<typeof Publication>;

/** The first revision. `publicUrl` names the host that stands in where the publication has no address of its own. */
export function createPublication(draft: PublicationDraft, at: { now: Instant; publicUrl: string }): Publication {
  const { hostname } = new URL(draft.url ?? at.publicUrl);
  const authority = `${hostname.replace(/^\[|\]$/g, '').replaceAll(':', '-')},${at.now.slice(0, 10)}`;
  return { ...draft, authority, revision: 1, createdAt: at.now, modifiedAt: at.now };
}

export function changePublication(publication: Publication, profile: PublicationProfile, now: Instant): Publication {
  const { id, authority, createdAt, revision } = publication;
  return { id, ...profile, authority, revision: revision + 1, createdAt, modifiedAt: now };
}

/** What a change may start from: the profile without what the system keeps. */
export function profileOf({
  id,
  authority,
  revision,
  createdAt,
  modifiedAt,
  ...profile
}: Publication): PublicationProfile {
  return profile;
}
