import { Failure } from '#lib/domain/failure.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { FeedEntries, FeedHead, FeedHeads } from './feed-ports.ts';
import type { FeedTouch, IndexPlan } from './index-plan.ts';
import type { Clock } from './ports.ts';

export interface BumpDeps {
  readonly clock: Clock;
  readonly entries: Pick<FeedEntries, 'count'>;
  readonly heads: Pick<FeedHeads, 'state' | 'write'>;
}

const ATTEMPTS = 5;
const AT_ONCE = 10;

/**
 * Writes the head of every feed that events touched, once each. Events that a head has seen already change nothing more,
 * so that a pass may be repeated; a head that somebody else has written meanwhile is read again.
 */
export async function bumpHeads(
  publication: PublicationId,
  { touched, ...deps }: Pick<IndexPlan, 'touched'> & BumpDeps,
): Promise<void> {
  let left = touched;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === ATTEMPTS)
      throw new Failure(
        'storage.unavailable',
        `the feed heads of '${publication}' keep changing while they are written`,
      );
    const { heads } = await deps.heads.state(
      publication,
      left.map(({ feed }) => feed),
      { consistent: true },
    );
    const outcomes = await inPortions(left, AT_ONCE, async (one) => {
      const before = heads.get(feedName(one.feed));
      const after = await bumped(publication, { ...one, before, ...deps });
      return after ? deps.heads.write(publication, { before, after }) : 'written';
    });
    left = left.filter((_, index) => outcomes[index] === 'changed');
  }
}

async function inPortions<Item, Result>(
  items: readonly Item[],
  size: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += size)
    results.push(...(await Promise.all(items.slice(start, start + size).map(work))));
  return results;
}

interface Bumping extends Pick<BumpDeps, 'clock' | 'entries'> {
  readonly feed: FeedId;
  readonly touches: readonly FeedTouch[];
  readonly before: FeedHead | undefined;
}

/** The head after its touches; nothing when it has seen all of them. */
async function bumped(
  publication: PublicationId,
  { feed, touches, before, clock, entries }: Bumping,
): Promise<FeedHead | undefined> {
  const unseen = touches.filter(({ sequence }) => sequence > (before?.sequence ?? 0));
  const last = unseen.at(-1);
  if (!last) return undefined;
  const now = later(clock.now(), before?.changedAt);
  // The entries are written before the head: those of these events are among them.
  const count =
    before?.count === undefined
      ? await entries.count(publication, feed)
      : before.count + unseen.reduce((sum, { added }) => sum + added, 0);
  const label = unseen.findLast((touch) => touch.label !== undefined)?.label ?? before?.label;
  return {
    ...{ feed, rev: Math.max((before?.rev ?? 0) + 1, last.sequence), sequence: last.sequence },
    ...{ changedAt: now, label, count: Math.max(0, count) },
    ...(count <= 0 && isTerm(feed) && { emptySince: before?.emptySince ?? now }),
  };
}

const later = (now: Instant, before: Instant | undefined): Instant =>
  before !== undefined && before > now ? before : now;

const isTerm = ({ kind }: FeedId): boolean => kind !== 'publication' && kind !== 'archive';
