import { archiveAt } from '#lib/domain/archive.ts';
import { Failure } from '#lib/domain/failure.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { listsOf } from './compose-feed.ts';
import type { Log } from './ports.ts';
import type { FeedRows } from './reader-ports.ts';

interface Place {
  readonly publication: PublicationId;
  readonly subject: FeedId;
}

interface Deps {
  readonly log: Pick<Log, 'head'>;
  readonly rows: Pick<FeedRows, 'newest'>;
}

export async function refuseUnlessThere(feed: Place, deps: Deps): Promise<void> {
  if (await isThere(feed, deps)) return;
  throw new Failure('feed.missing', `'${feed.publication}' has nothing in '${feedName(feed.subject)}'`);
}

/**
 * A feed that has never held an article is no feed: made-up addresses leave nothing behind. But an archive is there as
 * soon as the log has come to it: one in which nothing was published must not end the way back.
 */
async function isThere({ publication, subject }: Place, { rows, log }: Deps): Promise<boolean> {
  if (subject.kind === 'publication') return true;
  if (subject.kind === 'archive') return Number(subject.name) <= archiveAt(await log.head(publication));
  const isUsed = async (list: FeedId) =>
    (await rows.newest(publication, list, { limit: 1, consistent: true })).length > 0;
  const lists = subject.kind === 'composed' ? listsOf(subject.name) : [[subject]];
  const used = await Promise.all(lists.map((alternatives) => Promise.all(alternatives.map(isUsed))));
  return used.every((alternatives) => alternatives.includes(true));
}
