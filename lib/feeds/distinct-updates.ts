import { type Instant, later } from '#lib/domain/instant.ts';

interface Dated {
  readonly updated: Instant;
}

/**
 * Tells items that were updated at one moment apart by milliseconds, in their order from the last to the first, so that no two
 * entries of an Atom feed have one `updated`: some software sorts by it.
 */
export function withDistinctUpdates<Item extends Dated>(
  items: readonly Item[],
): (Item & { distinctUpdate: Instant })[] {
  const oldestFirst = items.toReversed().toSorted((one, other) => compare(one.updated, other.updated));
  const dates = new Map<Item, Instant>();
  let last: Instant | undefined;
  for (const item of oldestFirst) {
    last = last !== undefined && item.updated <= last ? later(last, 1) : item.updated;
    dates.set(item, last);
  }
  return items.map((item) => ({ ...item, distinctUpdate: dates.get(item) ?? item.updated }));
}

/** Instants sort as text. */
const compare = (one: Instant, other: Instant): number => (one === other ? 0 : one < other ? -1 : 1);
