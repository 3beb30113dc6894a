import { later } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { isIn } from '#lib/events/feed-membership.ts';
import { type BumpDeps, bumpHeads } from './bump-heads.ts';
import type { FeedEntries, FeedEntry, IndexJobs, Tombstones } from './feed-ports.ts';
import { type IndexPlan, planIndex } from './index-plan.ts';
import type { Articles, Ids, Log, Pauses, Watermarks } from './ports.ts';

export interface IndexDeps extends BumpDeps {
  readonly articles: Pick<Articles, 'getMany'>;
  readonly entries: FeedEntries;
  readonly ids: Pick<Ids, 'next'>;
  readonly jobs: IndexJobs;
  readonly log: Pick<Log, 'read'>;
  readonly pauses: Pauses;
  readonly tombstones: Pick<Tombstones, 'put'>;
  readonly watermarks: Pick<Watermarks, 'lease' | 'move'>;
}

const BATCH = 100;
/** A burst of events costs one pass: whoever has the lease waits for the others. */
const SETTLE_MS = 200;
/** Longer than a pass takes; a worker that was cut off holds up its publication no longer. */
const LEASE_MS = 20_000;
/** When a worker leaves the rest to another invocation, well before its own time is up. */
const WORK_MS = 15_000;

/**
 * Brings the index of a publication up to its log, and says how many events that took. One worker at a time: where another
 * one holds the lease, there is nothing to do, since the holder looks at the log once more after it has released it.
 */
export async function indexEvents(publication: PublicationId, deps: IndexDeps): Promise<number> {
  const { clock, ids, jobs, log, pauses, watermarks } = deps;
  const deadline = later(clock.now(), WORK_MS);
  let indexed = 0;
  for (;;) {
    const holder = ids.next();
    const now = clock.now();
    const lease = { reader: 'index', holder, now, until: later(now, LEASE_MS) } as const;
    const start = await watermarks.lease(publication, lease);
    if (start === undefined) return indexed;
    await pauses.take(SETTLE_MS);
    const mark = await indexFrom(start, { publication, holder, deadline, ...deps });
    if (mark === 'lost') return indexed;
    const released = await watermarks.move(publication, { reader: 'index', holder, to: mark });
    if (released === 'lost') return indexed;
    indexed += mark - start;
    const [missed] = await log.read(publication, { after: mark, limit: 1 });
    if (!missed) return indexed;
    if (clock.now() >= deadline) {
      await jobs.goOn(publication);
      return indexed;
    }
  }
}

interface Pass extends IndexDeps {
  readonly publication: PublicationId;
  readonly holder: string;
  readonly deadline: string;
}

/** Indexes batch after batch, and gives the sequence up to which everything is indexed. */
async function indexFrom(start: Sequence, pass: Pass): Promise<Sequence | 'lost'> {
  const { publication, holder, deadline, clock, log, watermarks } = pass;
  let mark = start;
  while (clock.now() < deadline) {
    const events = await log.read(publication, { after: mark, limit: BATCH });
    const last = events.at(-1);
    if (!last) return mark;
    await indexBatch(events, pass);
    mark = Number(last.sequence);
    if (events.length < BATCH) return mark;
    const until = later(clock.now(), LEASE_MS);
    if ((await watermarks.move(publication, { reader: 'index', holder, to: mark, until })) === 'lost') return 'lost';
  }
  return mark;
}

/**
 * Entries first, then tombstones, then the heads: whoever reads a head finds in the index what it speaks of. All of it may
 * be repeated.
 */
async function indexBatch(events: readonly BulletinEvent[], pass: Pass): Promise<void> {
  const { publication, entries, ids, jobs, tombstones } = pass;
  const plan = planIndex(events);
  await entries.put(publication, plan.entered, ids.next());
  await removeLeft(plan, pass);
  await tombstones.put(publication, plan.tombstones);
  await bumpHeads(publication, { touched: plan.touched, ...pass });
  await jobs.erase(
    plan.deleted.map(({ data, sequence }) => ({
      ...{ publication, article: data.id, revision: data.revision, sequence, attempt: 0 },
    })),
  );
}

/**
 * Removes entries whose articles have left. The article is read after the entry, and the entry goes only if it is still the
 * one that was read: where the article has come back meanwhile, one of the two says so.
 */
async function removeLeft({ left }: IndexPlan, { publication, articles, entries }: Pass): Promise<void> {
  const written = await entries.written(publication, left);
  const ids = [...new Set(written.map(({ id }) => id))];
  const found = new Map((await articles.getMany(ids)).map((article) => [article.id, article]));
  const isLeft = ({ feed, at, id }: FeedEntry) => {
    const article = found.get(id);
    return !article || article.publishedAt !== at || !isIn(feed, article);
  };
  await Promise.all(written.filter(isLeft).map((entry) => entries.remove(publication, entry)));
}
