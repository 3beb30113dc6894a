import { compositionNamed } from '#lib/domain/composition.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { placeArticle } from './place-article.ts';
import type { Clock, Log, Watermarks } from './ports.ts';
import type { Documents, FeedRow, FeedRows, KeptComposition } from './reader-ports.ts';

/** How many composed feeds a publication keeps up to date: each is looked at for every article. */
export const MOST_COMPOSITIONS = 64;

/** How far back in each list a composed feed is put together from. */
const LIST = 1000;
/** As many as a feed shows, twice: some of them may be withdrawn. */
const ROWS = 100;
const BATCH = 100;

export interface ComposeDeps {
  readonly clock: Clock;
  readonly documents: Documents;
  readonly log: Pick<Log, 'read'>;
  readonly rows: FeedRows;
  readonly watermarks: Pick<Watermarks, 'get'>;
}

interface Composed {
  readonly publication: PublicationId;
  readonly subject: { readonly kind: 'composed'; readonly name: string };
}

/**
 * Puts a composed feed's list together when it is first asked for; from then on the log's reader keeps it. Announced
 * first, then put together from the lists as they are and from what the reader has still before it: whatever it read
 * before the announcement is in the lists by the time that its watermark says so.
 */
export async function composeFeed({ publication, subject }: Composed, deps: ComposeDeps): Promise<void> {
  const { clock, documents, rows, watermarks } = deps;
  const kept = await documents.compositions(publication);
  if (kept.some(({ name, complete }) => complete && name === subject.name)) return;
  await makeRoom(kept, { publication, subject, ...deps });
  await documents.announce(publication, { name: subject.name, at: clock.now() });
  const mark = await watermarks.get(publication, 'feeds');
  const found = await rowsOf({ publication, subject }, rows);
  await Promise.all(found.map(({ at, id, revision }) => rows.put(publication, subject, { at, id, revision })));
  await catchUp({ publication, subject }, { mark, ...deps });
}

/** Of each parameter the lists of its names: an article must be in one of each. */
export function listsOf(name: string): readonly (readonly FeedId[])[] {
  const { author, section, tag } = compositionNamed(name);
  const lists = Object.entries({ author, section, tag } as const).map(([kind, names]) =>
    names.map((one) => ({ kind: kind as 'author' | 'section' | 'tag', name: one })),
  );
  const named = lists.filter(({ length }) => length > 0);
  return named.length > 0 ? named : [[{ kind: 'publication' }]];
}

const excludedFrom = (name: string): readonly FeedId[] =>
  compositionNamed(name).not.flatMap((one) => [
    { kind: 'section', name: one } as const,
    { kind: 'tag', name: one } as const,
  ]);

async function rowsOf({ publication, subject }: Composed, rows: FeedRows): Promise<readonly FeedRow[]> {
  const union = async (lists: readonly FeedId[]) => {
    const read = (list: FeedId) => rows.newest(publication, list, { limit: LIST, consistent: true });
    const found = (await Promise.all(lists.map(read))).flat();
    return new Map(found.filter(({ gone }) => !gone).map((row) => [`${row.at} ${row.id}`, row]));
  };
  const [first, ...others] = await Promise.all(listsOf(subject.name).map(union));
  const excluded = await union(excludedFrom(subject.name));
  const common = [...(first ?? [])].filter(
    ([place]) => others.every((other) => other.has(place)) && !excluded.has(place),
  );
  return common
    .toSorted(([one], [other]) => (one < other ? 1 : -1))
    .slice(0, ROWS)
    .map(([, row]) => row);
}

async function catchUp(
  { publication, subject }: Composed,
  { mark, log, rows }: ComposeDeps & { mark: number },
): Promise<void> {
  const into = {
    rows: {
      put: async (of: PublicationId, feed: FeedId, row: FeedRow) =>
        feedName(feed) === feedName(subject) ? rows.put(of, feed, row) : undefined,
    },
    places: { add: async () => undefined },
  };
  for (let after = mark; ; after += BATCH) {
    const events = await log.read(publication, { after, limit: BATCH });
    for (const { data, time } of events)
      if (data && 'status' in data) await placeArticle({ publication, data, time, compositions: [subject.name] }, into);
    if (events.length < BATCH) return;
  }
}

/** Those that nobody has opened for the longest time make way. */
async function makeRoom(
  kept: readonly KeptComposition[],
  { publication, subject, documents, rows }: Composed & ComposeDeps,
): Promise<void> {
  const others = kept.filter(({ name }) => name !== subject.name);
  const oldest = others.toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1));
  for (const { name } of oldest.slice(0, Math.max(0, others.length + 1 - MOST_COMPOSITIONS))) {
    const leaving = { kind: 'composed', name } as const;
    await documents.forget(publication, leaving);
    await rows.clear(publication, leaving);
  }
}
