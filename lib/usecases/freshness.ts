import { type Instant, later } from '#lib/domain/instant.ts';
import type { DocumentKey } from './reader-ports.ts';

const MINUTE = 60_000;

/**
 * How long a document is as good as new while no event touches it, where it shows what no event tells of: of a page its
 * asides, of a sitemap of the news that news grows old. A composed feed must be opened now and then, so that it is known
 * which of them somebody reads.
 */
function freshFor({ subject, format }: DocumentKey): number | undefined {
  if (subject.kind === 'composed') return 60 * MINUTE;
  if (subject.kind === 'archive' || subject.kind === 'article') return format === 'html' ? 10 * MINUTE : undefined;
  return format === 'html' || format === 'opml' || format === 'sitemap' ? 10 * MINUTE : undefined;
}

export function freshUntil(key: DocumentKey, now: Instant): { freshUntil?: Instant } {
  const ms = freshFor(key);
  return ms === undefined ? {} : { freshUntil: later(now, ms) };
}
