import { createHash } from 'node:crypto';
import { type Instant, instant } from '#lib/domain/instant.ts';

/** What says whether two readings of a document are the same (RFC 9110 §8.8). */
export interface Validators {
  /** Strong and quoted: of these bytes, and of no others. */
  readonly etag: string;
  /** In whole seconds, as HTTP has them. */
  readonly lastModified: Instant;
}

export function validatorsOf(body: string, modified: Instant): Validators {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
  const lastModified = instant(new Date(Math.floor(Date.parse(modified) / 1000) * 1000));
  return { etag: `"${hash}"`, lastModified };
}
