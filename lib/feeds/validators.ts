import { createHash } from 'node:crypto';
import { type Instant, instant } from '#lib/domain/instant.ts';

/** What says whether two readings of a document are the same (RFC 9110 §8.8). */
export interface Validators {
  /** Strong and quoted: of these bytes, and of no others. It begins with when they last changed: see `changedAt`. */
  readonly etag: string;
  /** In whole seconds, as HTTP has them. */
  readonly lastModified: Instant;
}

export function validatorsOf(body: string, modified: Instant): Validators {
  const at = Date.parse(modified);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
  const lastModified = instant(new Date(Math.floor(at / 1000) * 1000));
  return { etag: `"${at.toString(36)}-${hash}"`, lastModified };
}

const TAG = /^(?:W\/)?"([0-9a-z]{1,11})-[0-9a-f]{32}(?:-\w+)?"$/;

/** When a document last changed that whoever names this tag has; nothing when the tag is not one of ours. */
export function changedAt(tag: string): Instant | undefined {
  const at = Number.parseInt(TAG.exec(tag)?.[1] ?? '', 36);
  return Number.isFinite(at) && at <= 8.64e15 ? instant(new Date(at)) : undefined;
}
