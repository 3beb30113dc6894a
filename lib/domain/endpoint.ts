import * as z from 'zod';
import { AuthorId } from './author.ts';
import { EventName } from './event-name.ts';
import { Instant, later } from './instant.ts';
import { PublicationId } from './publication.ts';
import { TermName } from './slug.ts';
import { Line } from './text.ts';
import { WebUrl } from './web.ts';

export type EndpointId = string & z.$brand<'EndpointId'>;

export const EndpointId = z
  .string()
  .regex(/^ep_[0-9a-z]{26}$/)
  .transform((text) => text as EndpointId);

/** A publication has at most so many: each is a reader of its log. */
export const MOST_ENDPOINTS = 100;

const MOST_NAMES = 50;
const someOf = <Name extends z.ZodType>(name: Name) => z.array(name).min(1).max(MOST_NAMES);

/** What an endpoint hears of: any of each kind, and all of the kinds that are given. */
const filter = {
  types: someOf(EventName).optional(),
  sections: someOf(TermName).optional(),
  tags: someOf(TermName).optional(),
  authors: someOf(AuthorId).optional(),
};

const profile = { url: WebUrl, description: Line({ max: 200 }).optional(), ...filter };

/** A webhook receiver as it is registered. */
export const EndpointDraft = z.strictObject(profile);
export type EndpointDraft = z.infer<typeof EndpointDraft>;

/** What may change of it. `skipTo` leaves out what it has not heard of yet. */
export const EndpointChange = z.strictObject({
  ...profile,
  status: z.enum(['enabled', 'disabled']),
  skipTo: z.literal('head').optional(),
});
export type EndpointChange = z.infer<typeof EndpointChange>;

const HOUR_MS = 60 * 60 * 1000;

export const SecretRotation = z.strictObject({
  /** How long the secret before signs, too; a part of an hour is fine. */
  overlapHours: z.number().min(0).max(168).default(24),
});
export type SecretRotation = z.infer<typeof SecretRotation>;

export const endOfSecret = ({ overlapHours }: SecretRotation, now: Instant): Instant =>
  later(now, overlapHours * HOUR_MS);

/** One event of the log again, or all of a range: those after a sequence, until another. */
export const Replay = z.union([
  z.strictObject({ sequence: z.int().min(1) }),
  z.strictObject({ after: z.int().min(0), until: z.int().min(1) }),
]);
export type Replay = z.infer<typeof Replay>;

/** Why an endpoint is not sent anything: somebody said so, it said so itself (410), or it failed for days. */
export const DisabledReason = z.enum(['owner', 'gone', 'failing']);
export type DisabledReason = z.infer<typeof DisabledReason>;

export const Endpoint = z.object({
  id: EndpointId,
  publication: PublicationId,
  ...profile,
  status: z.enum(['enabled', 'disabled']),
  disabledReason: DisabledReason.optional(),
  disabledAt: Instant.optional(),
  revision: z.int().positive(),
  createdAt: Instant,
  modifiedAt: Instant,
  /** The newest first, each sealed; one that is being replaced signs until it ends. */
  secrets: z.array(z.object({ sealed: z.string(), endsAt: Instant.optional() })).min(1),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** What a change starts from. */
export function changeOf({ url, description, types, sections, tags, authors, status }: Endpoint): EndpointChange {
  return { url, description, types, sections, tags, authors, status };
}

export function changeEndpoint(before: Endpoint, change: EndpointChange, now: Instant): Endpoint {
  const { id, publication, revision, createdAt, secrets } = before;
  const { skipTo: _moves, ...settings } = change;
  const changed = { id, publication, ...settings, revision: revision + 1, createdAt, modifiedAt: now, secrets };
  if (change.status === 'enabled') return changed;
  const { disabledReason = 'owner', disabledAt = now } = before.status === 'disabled' ? before : {};
  return { ...changed, disabledReason, disabledAt };
}

export const disableEndpoint = (
  before: Endpoint,
  { reason, now }: { reason: DisabledReason; now: Instant },
): Endpoint => ({
  ...before,
  ...{ status: 'disabled', disabledReason: reason, disabledAt: now, revision: before.revision + 1, modifiedAt: now },
});

/** A secret more, and the end of those before it: until then, both sign. */
export function rotateSecret(
  before: Endpoint,
  { sealed, endsAt, now }: { sealed: string; endsAt: Instant; now: Instant },
): Endpoint {
  const older = before.secrets
    .filter((secret) => secret.endsAt === undefined || secret.endsAt > now)
    .map((secret) => ({ ...secret, endsAt: secret.endsAt && secret.endsAt < endsAt ? secret.endsAt : endsAt }));
  const secrets = [{ sealed }, ...older.slice(0, MOST_SECRETS - 1)];
  return { ...before, secrets, revision: before.revision + 1, modifiedAt: now };
}

const MOST_SECRETS = 3;
