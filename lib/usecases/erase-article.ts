import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { membershipChange } from '#lib/events/feed-membership.ts';
import type { Erasure, FeedHeads, IndexJobs, Tombstones } from './feed-ports.ts';
import { articleIn } from './index-plan.ts';
import type { Log, Watermarks } from './ports.ts';

export interface EraseDeps {
  readonly heads: Pick<FeedHeads, 'state' | 'write'>;
  readonly jobs: Pick<IndexJobs, 'erase'>;
  readonly log: Pick<Log, 'revisions' | 'erase'>;
  readonly tombstones: Pick<Tombstones, 'remove'>;
  readonly watermarks: Pick<Watermarks, 'get'>;
}

const PAGE = 50;
const LONGEST_WAIT_SECONDS = 900;

/**
 * Takes the content of a deleted article out of its events, and its terms out of the directory where they have no other
 * article. It waits for the relay, since events go out whole, and for the index of revisions, which lags behind the table:
 * what is not there yet is left to a later try.
 */
export async function eraseArticle(erasure: Erasure, deps: EraseDeps): Promise<'erased' | 'postponed'> {
  const { publication, sequence, attempt } = erasure;
  const relayed = await deps.watermarks.get(publication, 'relay');
  if (relayed >= sequence && (await eraseRevisions(erasure, deps)) >= erasure.revision) return 'erased';
  await deps.jobs.erase([{ ...erasure, attempt: attempt + 1 }], {
    inSeconds: Math.min(LONGEST_WAIT_SECONDS, 2 ** attempt),
  });
  return 'postponed';
}

/** Erases what is found, the newest first, and says how many revisions those were. */
async function eraseRevisions({ article, ...erasure }: Erasure, deps: EraseDeps): Promise<number> {
  const { log } = deps;
  let found = 0;
  let before: number | undefined;
  for (;;) {
    const events = await log.revisions(article, { before, limit: PAGE });
    found += events.length;
    // The directory first: afterwards nothing says any more where the article was.
    await clearDirectory(events, { ...erasure, ...deps });
    await log.erase(events);
    before = erasure.revision - found + 1;
    if (events.length < PAGE) return found;
  }
}

async function clearDirectory(
  events: readonly BulletinEvent[],
  at: Pick<Erasure, 'publication'> & Pick<EraseDeps, 'heads' | 'tombstones'>,
) {
  const { publication, heads, tombstones } = at;
  const feeds = new Map(events.flatMap(feedsAround).map((feed) => [feedName(feed), feed]));
  const state = await heads.state(publication, [...feeds.values()], { consistent: true });
  for (const [name, feed] of feeds) {
    const before = state.heads.get(name);
    if (before?.emptySince === undefined) continue;
    await tombstones.remove(publication, feed);
    await heads.write(publication, { before, after: undefined });
  }
}

/** The feeds that an event's article was in at any moment that the event speaks of. */
function feedsAround(event: BulletinEvent): readonly FeedId[] {
  const data = articleIn(event);
  if (!data) return [];
  const { before, now } = membershipChange(data);
  return [...(before?.feeds ?? []), ...(now?.feeds ?? [])];
}
