import { FEED_FORMATS, type FeedId, feedName, feedUrl } from '#lib/domain/feed.ts';
import { MEDIA_TYPES } from '#lib/feeds/media-types.ts';
import { webUrl } from '#lib/feeds/safe.ts';
import { type Html, html, joined, NOTHING } from './html.ts';
import { tongueOf, wordsOf } from './language.ts';
import type { Site } from './page.ts';

/** What a page says of itself to search engines, and to those who share it. */
export interface Card {
  readonly title: string;
  readonly description: string | undefined;
  /** The page's one address, absolute. */
  readonly canonical: string;
  /** Names and values of more OpenGraph properties. */
  readonly properties?: readonly (readonly [string, string | number | undefined])[];
  /** Whether a large picture belongs to it. */
  readonly pictured?: boolean;
}

export function cardOf(site: Site, card: Card): Html {
  const { title, description, canonical, properties = [['og:type', 'website']], pictured = false } = card;
  const all = [
    ['og:title', title],
    ['og:description', description],
    ['og:url', canonical],
    ['og:site_name', site.publication.title],
    ['og:locale', localeOf(tongueOf(site.publication).lang)],
    ...properties,
  ] as const;
  return html`<link rel="canonical" href="${canonical}">
${description ? html`<meta name="description" content="${description}">` : NOTHING}
<meta name="robots" content="max-image-preview:large">
<meta name="twitter:card" content="${pictured ? 'summary_large_image' : 'summary'}">
${lines(all.flatMap(([name, content]) => (content ? [html`<meta property="${name}" content="${content}">`] : [])))}`;
}

/** The feeds that software finds by the page: the publication's, and those of the list that the page shows. */
export function discovery(site: Site, lists: readonly { feed: FeedId; label: string }[]): Html {
  const { publication, publicUrl } = site;
  const feeds = new Map(lists.map((list) => [feedName(list.feed), list]));
  const links = [...feeds.values()].flatMap(({ feed, label }) =>
    FEED_FORMATS.map((format) => {
      const href = feedUrl(feed, { publicUrl, publication: publication.id, format });
      const title = `${label} (${wordsOf(site).formats[format]})`;
      return html`<link rel="alternate" type="${MEDIA_TYPES[format]}" title="${title}" href="${href}">`;
    }),
  );
  return lines(links);
}

/** OpenGraph knows languages with their country only. */
function localeOf(language: string): string | undefined {
  const { language: name, region } = new Intl.Locale(language);
  return region && `${name}_${region}`;
}

export const logoOf = ({ publication }: Site): string | undefined =>
  webUrl(publication.logo) ?? webUrl(publication.icon);

const lines = (pieces: readonly Html[]): Html => joined(pieces, '\n');
