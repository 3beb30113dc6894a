import { type FeedId, feedName } from '#lib/domain/feed.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { ArticleErasure, ArticleSnapshot } from '#lib/events/catalogue.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { membershipChange, termsOf } from '#lib/events/feed-membership.ts';
import type { FeedEntry, Tombstone } from './feed-ports.ts';

/** What one event did to a feed. */
export interface FeedTouch {
  readonly sequence: Sequence;
  /** How many articles the feed has more. */
  readonly added: -1 | 0 | 1;
  /** The name of the feed's term, as the event's article gives it. */
  readonly label?: string | undefined;
}

/** All that a run of events means to the index of a publication. */
export interface IndexPlan {
  /** Where articles are after the events, and were not before. */
  readonly entered: readonly FeedEntry[];
  /** Where articles were, and are no more. */
  readonly left: readonly FeedEntry[];
  readonly tombstones: readonly (Tombstone & { feed: FeedId })[];
  readonly touched: readonly { readonly feed: FeedId; readonly touches: readonly FeedTouch[] }[];
  readonly deleted: readonly { readonly data: ArticleErasure; readonly sequence: Sequence }[];
}

const nameOf = ({ feed, at, id }: FeedEntry): string => `${feedName(feed)} ${at} ${id}`;

/** Reads a plan out of events, in their order: what a later one undoes is not done. */
export function planIndex(events: readonly BulletinEvent[]): IndexPlan {
  const entered = new Map<string, FeedEntry>();
  const left = new Map<string, FeedEntry>();
  const tombstones: (Tombstone & { feed: FeedId })[] = [];
  const touched = new Map<string, { feed: FeedId; touches: FeedTouch[] }>();
  const deleted: { data: ArticleErasure; sequence: Sequence }[] = [];

  const touch = (feed: FeedId, one: FeedTouch) => {
    const name = feedName(feed);
    const found = touched.get(name) ?? { feed, touches: [] };
    touched.set(name, found);
    found.touches.push(one);
  };
  for (const event of events) {
    const data = articleIn(event);
    if (!data) continue;
    const sequence = Number(event.sequence);
    const { before, now, entries } = entriesAround(data);
    for (const entry of entries.entered) {
      entered.set(nameOf(entry), entry);
      left.delete(nameOf(entry));
    }
    for (const entry of entries.left) {
      left.set(nameOf(entry), entry);
      entered.delete(nameOf(entry));
    }
    const labels = new Map(
      data.status === 'deleted' ? [] : termsOf(data).map(({ feed, label }) => [feedName(feed), label]),
    );
    for (const [name, feed] of now) touch(feed, { sequence, added: before.has(name) ? 0 : 1, label: labels.get(name) });
    for (const [name, feed] of before) {
      if (now.has(name)) continue;
      touch(feed, { sequence, added: -1 });
      const { id, uri } = data;
      tombstones.push({ feed, id, at: event.time, sequence, ...(now.size === 0 && { uri }) });
    }
    if (data.status === 'deleted') deleted.push({ data, sequence });
  }
  return {
    entered: [...entered.values()],
    left: [...left.values()],
    tombstones,
    touched: [...touched.values()],
    deleted,
  };
}

export const articleIn = ({ data }: BulletinEvent): ArticleSnapshot | ArticleErasure | undefined =>
  data && 'status' in data && 'uri' in data ? data : undefined;

/** The feeds of an event's article before and after it, and the entries that come and go with it. */
function entriesAround(data: ArticleSnapshot | ArticleErasure) {
  const { before, now } = membershipChange(data);
  const byName = (feeds: readonly FeedId[] = []) => new Map(feeds.map((feed) => [feedName(feed), feed]));
  const entriesOf = (membership: typeof now): FeedEntry[] =>
    membership?.feeds.map((feed) => ({ feed, at: membership.at, id: data.id })) ?? [];
  const without = (entries: readonly FeedEntry[], others: readonly FeedEntry[]) => {
    const names = new Set(others.map(nameOf));
    return entries.filter((entry) => !names.has(nameOf(entry)));
  };
  const [was, is] = [entriesOf(before), entriesOf(now)];
  return {
    ...{ before: byName(before?.feeds), now: byName(now?.feeds) },
    entries: { entered: without(is, was), left: without(was, is) },
  };
}
