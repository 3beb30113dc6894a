import type { FeedFormat } from '#lib/domain/feed.ts';
import type { FeedItem } from './feed-item.ts';

/** As many as a feed holds, where its publication says nothing. */
export const USUAL_ITEMS = 50;

/** The most that readers are asked to load: more of an archive, which they load once, than of a feed. */
const MOST_BYTES = { feed: 250_000, archive: 350_000 };

interface Rendering {
  readonly format: FeedFormat;
  readonly render: (items: readonly FeedItem[]) => string;
}

interface Fitting {
  readonly items: readonly FeedItem[];
  readonly body: string;
}

/** Renders the newest items: as many as fit, at least one. Twice at most. */
export function fitItems(items: readonly FeedItem[], { format, render }: Rendering): Fitting {
  const tried = items.slice(0, Math.max(1, countWithin(items.map(leastBytes), MOST_BYTES.feed)));
  const body = render(tried);
  if (Buffer.byteLength(body) <= MOST_BYTES.feed) return { items: tried, body };
  const { frame, sizes } = measured(body, format);
  const fitting = tried.slice(0, Math.max(1, countWithin(sizes, MOST_BYTES.feed - frame)));
  return { items: fitting, body: render(fitting) };
}

/** An item with its content, and with its excerpt instead. */
export interface Abridged {
  readonly whole: FeedItem;
  readonly brief: FeedItem;
}

/** Renders all items, the newest with their contents: as many as fit. Three times at most. */
export function fitContents(items: readonly Abridged[], { format, render }: Rendering): Fitting {
  const mixed = (count: number) => items.map(({ whole, brief }, index) => (index < count ? whole : brief));
  const tried = mixed(
    countWithin(
      items.map(({ whole }) => leastBytes(whole)),
      MOST_BYTES.archive,
    ),
  );
  const body = render(tried);
  if (Buffer.byteLength(body) <= MOST_BYTES.archive) return { items: tried, body };
  const { frame, sizes: whole } = measured(body, format);
  const { sizes: brief } = measured(render(mixed(0)), format);
  // What is left when all are brief is for what their contents are longer by.
  const room = MOST_BYTES.archive - frame - brief.reduce((sum, size) => sum + size, 0);
  const fitting = mixed(
    countWithin(
      whole.map((size, index) => size - (brief[index] ?? 0)),
      room,
    ),
  );
  return { items: fitting, body: render(fitting) };
}

/** How many of the first sizes are not more than a number of bytes, together. */
function countWithin(sizes: readonly number[], most: number): number {
  let sum = 0;
  const end = sizes.findIndex((size) => {
    sum += size;
    return sum > most;
  });
  return end === -1 ? sizes.length : end;
}

/** No format can say it in less. */
const leastBytes = ({ html = '', summary = '', attachments }: FeedItem): number =>
  [html, summary, ...attachments.map(({ url }) => url)].reduce((sum, text) => sum + Buffer.byteLength(text), 0);

/** What an item begins and ends with: a line of its own, which no text can have in it as all of them are escaped. */
const MARKS = {
  rss: { start: '\n    <item>', end: '</item>' },
  atom: { start: '\n  <entry', end: '</entry>' },
  json: { start: '\n    {\n      "id"', end: '\n    }' },
} as const satisfies Record<FeedFormat, object>;

/** The bytes of each item in a document, and of all the rest. */
function measured(body: string, format: FeedFormat): { readonly frame: number; readonly sizes: readonly number[] } {
  const { start, end } = MARKS[format];
  const items = body.split(start).slice(1);
  const tail = body.length - body.lastIndexOf(end) - end.length;
  const sizes = items.map((item, index) => {
    const text = index === items.length - 1 ? item.slice(0, item.length - tail) : item;
    return start.length + Buffer.byteLength(text);
  });
  return { frame: Buffer.byteLength(body) - sizes.reduce((sum, size) => sum + size, 0), sizes };
}
