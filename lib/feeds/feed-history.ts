import { LATEST_ARCHIVE } from '#lib/domain/archive.ts';
import { type FeedFormat, type FeedId, feedUrl } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';

/**
 * Where older articles are (RFC 5005 §4). From the publication's feed on, `previous` leads through all archives, and every
 * article is in one of them. The feed does not say which is the latest, and an archive not which comes after it: that would
 * have them change whenever another one begins.
 */
export interface FeedHistory {
  /** Of an archive: the feed that is subscribed to. */
  readonly current?: string;
  readonly previous?: string;
}

interface Historic {
  readonly feed: FeedId;
  readonly format: FeedFormat;
  readonly publicUrl: string;
  readonly publication: { readonly id: PublicationId };
  readonly sequence: Sequence;
}

export function historyOf({ feed, format, publicUrl, publication, sequence }: Historic): FeedHistory {
  const urlOf = (of: FeedId) => feedUrl(of, { publicUrl, publication: publication.id, format });
  const archive = (name: string) => urlOf({ kind: 'archive', name });
  if (feed.kind === 'publication') return sequence > 0 ? { previous: archive(LATEST_ARCHIVE) } : {};
  if (feed.kind !== 'archive') return {};
  const number = Number(feed.name);
  return { current: urlOf({ kind: 'publication' }), ...(number > 0 && { previous: archive(String(number - 1)) }) };
}
