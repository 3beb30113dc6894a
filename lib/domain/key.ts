import { createHash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import * as z from 'zod';
import { Instant } from './instant.ts';
import { PublicationId } from './publication.ts';
import { Line } from './text.ts';

export const Scope = z.enum([
  'articles:read',
  'articles:draft',
  'articles:write',
  'events:read',
  'events:published',
  'endpoints:manage',
  'keys:manage',
  'publications:manage',
]);
export type Scope = z.infer<typeof Scope>;

/** What a key of one publication may be given; `publications:manage` is an operator's alone. */
export const PUBLISHER_SCOPES = [
  'articles:read',
  'articles:draft',
  'articles:write',
  'events:read',
  'events:published',
  'endpoints:manage',
  'keys:manage',
] as const satisfies readonly Scope[];

export const KeyDraft = z.strictObject({
  name: Line({ max: 100 }),
  scopes: z
    .array(z.enum(PUBLISHER_SCOPES))
    .min(1)
    .transform((scopes) => [...new Set(scopes)]),
  expiresAt: Instant.optional(),
  requestsPerMinute: z.int().min(1).max(60_000).optional(),
});
export type KeyDraft = z.infer<typeof KeyDraft>;

/** The id of a key, as it is within the key. */
export const KeyId = z.string().regex(/^[0-9a-z]{26}$/);

/** A key as it is kept: never its secret, only the SHA-256 of the whole. */
export const Key = z.object({
  id: z.string(),
  name: z.string(),
  /** The publication it is bound to; `*` for an operator's key. */
  publication: z.union([PublicationId, z.literal('*')]),
  scopes: z.array(Scope),
  /** An operator's key has no limit. */
  requestsPerMinute: z.int().positive().optional(),
  hash: z.string(),
  createdAt: Instant,
  /** The end that it was made with. */
  expiresAt: Instant.optional(),
  /** After a rotation: when it gives way to the key that was made in its place. Never later than `expiresAt`. */
  overlapEndsAt: Instant.optional(),
  revokedAt: Instant.optional(),
});
export type Key = z.infer<typeof Key>;

/** What a key says it is of: a Bulletin that is the real one, or one to try things on. */
export type KeyMode = 'live' | 'test';

const WIRE_FORM = /^blt_(?:live|test)_([0-9a-z]{26})_([0-9A-Za-z_-]{43})([0-9a-f]{8})$/;

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

/** `blt_live_<id>_<secret><checksum>`: `secret` is 32 random bytes in base64url. Shown once, and never kept. */
export function keyText(mode: KeyMode, { id, secret }: { id: string; secret: Uint8Array }): string {
  const body = `blt_${mode}_${id}_${Buffer.from(secret).toString('base64url')}`;
  return `${body}${checksum(body)}`;
}

/** The id of the key that a text claims to be, or nothing when its form or its checksum is wrong: refused without a read. */
export function keyIdOf(text: string): string | undefined {
  const [, id, , sum] = WIRE_FORM.exec(text) ?? [];
  return sum !== undefined && checksum(text.slice(0, -sum.length)) === sum ? id : undefined;
}

export const keyHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The moment from which the key opens nothing, if it has an end. */
export const endOf = ({ overlapEndsAt, expiresAt }: Pick<Key, 'overlapEndsAt' | 'expiresAt'>): Instant | undefined =>
  overlapEndsAt ?? expiresAt;

/** Neither revoked nor at its end. */
export function isGood(key: Key, now: Instant): boolean {
  const end = endOf(key);
  return key.revokedAt === undefined && (end === undefined || now < end);
}

/** Whether a text is this key's and the key is still good. The comparison takes the same time wherever they differ. */
export function opens(key: Key, { text, now }: { text: string; now: Instant }): boolean {
  const same = timingSafeEqual(Buffer.from(key.hash, 'hex'), Buffer.from(keyHash(text), 'hex'));
  return same && isGood(key, now);
}
