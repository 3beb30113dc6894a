import type { FeedId } from '#lib/domain/feed.ts';
import type { ListPosition } from '#lib/domain/list-position.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { FeedEntries } from './feed-ports.ts';

interface Walk {
  readonly publication: PublicationId;
  /** An article must be in any feed of each of these. */
  readonly all: readonly (readonly FeedId[])[];
  /** An article must be in none of these. */
  readonly not: readonly FeedId[];
  /** How many entries a query asks for. */
  readonly page: number;
  /** How many entries are read in all, about: a walk that needs more ends early. */
  readonly most: number;
  readonly after?: ListPosition | undefined;
}

/** Newest first, as the entries sort. */
const isOlder = (one: ListPosition, other: ListPosition): boolean =>
  one.at < other.at || (one.at === other.at && one.id < other.id);

/**
 * Walks through the positions that several feeds have in common, the newest first. An article has the same position in each
 * of its feeds, so that a feed is read only where the others have come to: the rarest one sets the pace.
 */
export async function* walkEntries(walk: Walk, entries: Pick<FeedEntries, 'newest'>): AsyncGenerator<ListPosition> {
  const budget = { left: walk.most, spent: false };
  const readerOf = (feed: FeedId) => new EntryReader({ ...walk, feed, budget, entries });
  const groups = walk.all.map((feeds) => feeds.map(readerOf));
  const excluded = walk.not.map(readerOf);
  for (;;) {
    const heads = await Promise.all(groups.map(newestIn));
    const oldest = heads.includes(undefined) ? undefined : heads.reduce(olderOf);
    // One of the groups has come to its end, or the budget to its own.
    if (!oldest || budget.spent) return;
    if (heads.some((head) => head && isOlder(oldest, head))) {
      for (const group of groups) await Promise.all(group.map((reader) => reader.skipTo(oldest)));
      continue;
    }
    await Promise.all(excluded.map((reader) => reader.skipTo(oldest)));
    const left = await Promise.all(excluded.map((reader) => reader.peek()));
    if (budget.spent) return;
    if (!left.some((one) => one?.at === oldest.at && one.id === oldest.id)) yield oldest;
    for (const reader of [...groups.flat(), ...excluded]) await reader.skipPast(oldest);
  }
}

const olderOf = (one: ListPosition | undefined, other: ListPosition | undefined): ListPosition | undefined =>
  one && other && isOlder(one, other) ? one : other;

async function newestIn(readers: readonly EntryReader[]): Promise<ListPosition | undefined> {
  const heads = await Promise.all(readers.map((reader) => reader.peek()));
  return heads.reduce((one, other) => (!one || (other && isOlder(one, other)) ? other : one), undefined);
}

interface Reading extends Pick<Walk, 'publication' | 'page' | 'after'> {
  readonly feed: FeedId;
  /** Shared by all readers of a walk. */
  readonly budget: { left: number; spent: boolean };
  readonly entries: Pick<FeedEntries, 'newest'>;
}

/** One feed of a walk, read page by page, and from where the walk has come to. */
class EntryReader {
  readonly #reading: Reading;
  #buffer: ListPosition[] = [];
  #next: { after?: ListPosition | undefined; from?: ListPosition | undefined };
  #ended = false;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#next = { after: reading.after };
  }

  async peek(): Promise<ListPosition | undefined> {
    if (this.#buffer.length === 0 && !this.#ended) await this.#read();
    return this.#buffer[0];
  }

  /** Leaves out what is newer than a position. */
  async skipTo(position: ListPosition): Promise<void> {
    this.#drop((one) => isOlder(position, one));
    if (this.#buffer.length === 0 && !this.#ended) this.#next = { from: position };
  }

  /** Leaves out what is newer than a position, and the position itself. */
  async skipPast(position: ListPosition): Promise<void> {
    this.#drop((one) => !isOlder(one, position));
    if (this.#buffer.length === 0 && !this.#ended) this.#next = { after: position };
  }

  #drop(isDropped: (one: ListPosition) => boolean): void {
    const kept = this.#buffer.findIndex((one) => !isDropped(one));
    this.#buffer = kept === -1 ? [] : this.#buffer.slice(kept);
  }

  async #read(): Promise<void> {
    const { publication, feed, page, budget, entries } = this.#reading;
    const limit = Math.min(page, budget.left);
    if (limit === 0) {
      budget.spent = true;
      return;
    }
    budget.left -= limit;
    this.#buffer = [...(await entries.newest(publication, feed, { ...this.#next, limit, consistent: true }))];
    this.#ended = this.#buffer.length < limit;
    this.#next = { after: this.#buffer.at(-1) };
  }
}
