import { archiveAt } from '#lib/domain/archive.ts';
import { type Composition, compositionNamed } from '#lib/domain/composition.ts';
import { Failure } from '#lib/domain/failure.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import type { Publication, PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { type FeedVersion, feedVersion } from '#lib/feeds/version.ts';
import type { FeedHead, FeedHeads, FeedState } from './feed-ports.ts';
import type { Clock, Watermarks } from './ports.ts';

export interface FeedStateDeps {
  readonly clock: Clock;
  readonly heads: Pick<FeedHeads, 'state'>;
  readonly publicUrl: string;
  readonly watermarks: Pick<Watermarks, 'get'>;
}

/** A feed that is there, as publication and heads described it at one reading. */
export interface CurrentFeed {
  readonly feed: FeedId;
  readonly publication: Publication;
  readonly version: FeedVersion;
  /** The name of the feed's term. */
  readonly label: string | undefined;
  /** Of the last change to anything that the feed shows; absent where it is not known. */
  readonly changedAt: Instant | undefined;
  /** How many articles the lists of a composed feed have, by `feedName`; unknown ones are left out. */
  readonly counts: ReadonlyMap<string, number>;
  /** Of the last event in the publication's own feed: it says how many archives there are. */
  readonly latest: Sequence;
}

/** How long a term whose last article has left is still found at its address. */
const EMPTY_MS = 30 * 24 * 60 * 60 * 1000;

/** The lists that a composed feed is made of: of each parameter any, of the parameters all; and those that it leaves out. */
export function listsOf(feed: FeedId): {
  readonly all: readonly (readonly FeedId[])[];
  readonly not: readonly FeedId[];
} {
  if (feed.kind !== 'composed') return { all: [[feed]], not: [] };
  const composition = compositionNamed(feed.name);
  const lists = (['section', 'tag', 'author'] as const).map((kind) => namedOf(composition, kind));
  const all = lists.filter(({ length }) => length > 0);
  const not = composition.not.flatMap((name) => [{ kind: 'section', name } as const, { kind: 'tag', name } as const]);
  return { all: all.length > 0 ? all : [[{ kind: 'publication' }]], not };
}

const namedOf = (composition: Composition, kind: 'section' | 'tag' | 'author'): readonly FeedId[] =>
  composition[kind].map((name) => ({ kind, name }));

const PUBLICATION: FeedId = { kind: 'publication' };

/** The feeds whose heads a feed's version is made of. */
function headsOf(feed: FeedId): readonly FeedId[] {
  const { all, not } = listsOf(feed);
  // An archive is there as soon as the publication's feed has come to it.
  return feed.kind === 'archive' ? [feed, PUBLICATION] : [...all.flat(), ...not];
}

/** Reads what a feed's version is made of: publication and heads, in one batch. A failure says that there is no such feed. */
export async function readFeedState(
  { publication: id, feed, consistent }: { publication: PublicationId; feed: FeedId; consistent: boolean },
  deps: FeedStateDeps,
): Promise<CurrentFeed> {
  const { publication, heads } = await deps.heads.state(id, headsOf(feed), { consistent });
  if (!publication) throw new Failure('publication.missing', `there is no publication '${id}'`);
  const latest = await latestOf({ feed, heads, publication: id }, deps);
  if (!isThere(feed, { heads, latest, now: deps.clock.now() }))
    throw new Failure('feed.missing', `'${id}' has nothing in '${feedName(feed)}'`);
  const versioned = headsOf(feed).filter(({ kind }) => feed.kind !== 'archive' || kind !== 'publication');
  const found = versioned.map((one) => ({ name: feedName(one), rev: 0, sequence: 0, ...heads.get(feedName(one)) }));
  const version = feedVersion({ publication, publicUrl: deps.publicUrl, heads: found });
  const known = [...heads.values()];
  return {
    ...{ feed, publication, version, latest, label: heads.get(feedName(feed))?.label },
    changedAt: newestOf(
      publication.modifiedAt,
      versioned.flatMap((one) => heads.get(feedName(one)) ?? []),
    ),
    counts: new Map(known.flatMap((head) => (head.count === undefined ? [] : [[feedName(head.feed), head.count]]))),
  };
}

/** A table of the version before has no head of the publication's feed until something is indexed. */
async function latestOf(
  { feed, heads, publication }: { feed: FeedId; heads: FeedState['heads']; publication: PublicationId },
  { watermarks }: FeedStateDeps,
): Promise<Sequence> {
  if (feed.kind !== 'publication' && feed.kind !== 'archive') return 0;
  return heads.get('publication')?.sequence ?? (await watermarks.get(publication, 'index'));
}

interface At {
  readonly heads: FeedState['heads'];
  readonly latest: Sequence;
  readonly now: Instant;
}

/**
 * A feed that has never held an article is no feed, and neither is one that has been empty for thirty days. But an archive is
 * there as soon as the log has come to it: one in which nothing was published must not end the way back.
 */
function isThere(feed: FeedId, { heads, latest, now }: At): boolean {
  if (feed.kind === 'publication') return true;
  if (feed.kind === 'archive') return Number(feed.name) <= archiveAt(latest);
  const isKnown = (one: FeedId) => {
    const head = heads.get(feedName(one));
    if (one.kind === 'publication') return true;
    return head !== undefined && (head.emptySince === undefined || later(head.emptySince, EMPTY_MS) > now);
  };
  return listsOf(feed).all.every((lists) => lists.some(isKnown));
}

/** Absent where a head does not say when it changed. */
function newestOf(first: Instant, heads: readonly FeedHead[]): Instant | undefined {
  const instants = heads.map(({ changedAt }) => changedAt);
  if (instants.includes(undefined)) return undefined;
  return [first, ...instants.flatMap((at) => at ?? [])].toSorted().at(-1);
}
