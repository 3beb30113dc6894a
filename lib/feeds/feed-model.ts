import { updatedOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import { type FeedFormat, type FeedId, feedName, feedUrl, hubUrl } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import { withDistinctUpdates } from './distinct-updates.ts';
import { type FeedHistory, historyOf } from './feed-history.ts';
import type { FeedItem } from './feed-item.ts';
import { feedPage, homePage } from './feed-page.ts';
import { feedTitle } from './feed-title.ts';
import { instantIn, languageIn, safe, textIn, webUrl } from './safe.ts';

export interface FeedInput {
  readonly publication: Publication;
  readonly feed: FeedId;
  readonly format: FeedFormat;
  readonly publicUrl: string;
  /** Newest first, and published. */
  readonly articles: readonly ArticleView[];
  /** Of the last event that the articles have seen: it says how many archives there are. */
  readonly sequence: Sequence;
  /** What was taken out: of some it is known that they are gone from everywhere, and under which id. */
  readonly gone: readonly { readonly at: Instant; readonly uri?: string | undefined }[];
  /** The name of the feed's term. */
  readonly label?: string | undefined;
}

/** A feed before it has a format. */
export interface FeedModel {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly home: string;
  readonly page: string;
  readonly self: string;
  /** What makes it readable for a person who opens it in a browser. */
  readonly stylesheet: string;
  readonly hub: string;
  readonly language: string | undefined;
  /** The last change that readers should notice: an article that is new, changed or gone. */
  readonly updated: Instant;
  /** Of the last change of any kind to an article. */
  readonly modified: Instant;
  readonly publisher: string;
  readonly copyright: string | undefined;
  readonly icon: string | undefined;
  readonly logo: string | undefined;
  readonly favicon: string | undefined;
  readonly history: FeedHistory;
  readonly items: readonly Entry[];
  readonly deleted: readonly Tombstone[];
}

/** An item, and the `updated` that no other entry of an Atom feed has. */
export type Entry = FeedItem & { readonly distinctUpdate: Instant };

interface Tombstone {
  readonly uri: string;
  readonly at: Instant;
}

interface Chosen {
  /** Those that the feed holds. */
  readonly items: readonly FeedItem[];
  /** The ids of those that are shown. @default all */
  readonly only?: ReadonlySet<string>;
}

export function feedModel(input: FeedInput, { items, only }: Chosen): FeedModel {
  const { publication, feed, format, publicUrl } = input;
  const entries = withDistinctUpdates(items);
  const shown = entries.filter(({ id }) => only?.has(id) ?? true);
  return {
    id: idOf(publication, feed),
    title: feedTitle(input),
    description: textIn(publication.description),
    home: homePage(input),
    page: feedPage(feed, input),
    self: feedUrl(feed, { publicUrl, publication: publication.id, format }),
    stylesheet: `${publicUrl}/assets/feed.css`,
    hub: hubUrl(publicUrl),
    language: languageIn(publication.language),
    ...datesOf(input, entries),
    publisher: textIn(publication.title) ?? publication.id,
    copyright: textIn(publication.copyright),
    icon: webUrl(publication.icon),
    logo: webUrl(publication.logo),
    favicon: webUrl(publication.favicon),
    history: historyOf(input),
    items: shown,
    deleted: tombstones(input.gone).filter(({ uri }) => shown.every(({ id }) => id !== uri)),
  };
}

/** Minted as the articles' ids are, so that no move to another host changes it. */
const idOf = ({ authority, id }: Publication, feed: FeedId): string =>
  encodeURI(safe(`tag:${authority}:${id}${feed.kind === 'publication' ? '' : `/${feedName(feed)}`}`));

function datesOf(
  { publication, articles, gone }: FeedInput,
  entries: readonly Entry[],
): Pick<FeedModel, 'updated' | 'modified'> {
  const updates = [...articles.map(updatedOf), ...entries.map(({ distinctUpdate }) => distinctUpdate)];
  const noticed = [...updates, ...gone.map(({ at }) => at)];
  const modified = newest([...noticed, ...articles.map(({ modifiedAt }) => modifiedAt)]);
  return { updated: newest(noticed) ?? publication.createdAt, modified: modified ?? publication.createdAt };
}

/** Instants sort as text. */
const newest = (instants: readonly Instant[]): Instant | undefined =>
  instants
    .flatMap((at) => instantIn(at) ?? [])
    .toSorted()
    .at(-1);

/** Each id once, the last gone first. */
function tombstones(gone: FeedInput['gone']): readonly Tombstone[] {
  const named = gone.flatMap(({ uri, at }) => (uri && instantIn(at) ? [{ uri, at }] : []));
  const inOrder = named.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  return [...new Map(inOrder.map((one) => [one.uri, one])).values()].toReversed();
}
