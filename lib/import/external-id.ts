import { createHash } from 'node:crypto';
import { ExternalId } from '#lib/domain/article-draft.ts';
import type { SourceEntry } from './source-entry.ts';

/** The same for the same entry, whenever it is read: the source's own id where it can be one here, or else a hash. */
export function externalIdOf({ id, link, title, date }: SourceEntry): string {
  const own = id?.trim() || link?.trim();
  if (!own) return hashed(JSON.stringify([title, date]));
  return ExternalId.safeParse(own).data ?? hashed(own);
}

const hashed = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
