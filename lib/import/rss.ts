import type { RdfFeed, RssFeed } from 'feedsmith';
import { imageAndAttachments } from './feed-media.ts';
import { mediaIn } from './media-rss.ts';
import { plainText, titleText } from './plain-text.ts';
import type { SourceAuthor, SourceEntry } from './source-entry.ts';

type RssItem = RssFeed.Item<string>;
type RdfItem = RdfFeed.Item<string>;

/** RSS 2.0 and what the extensions in use add to it. An item's whole text is in `content:encoded`, or else its description. */
export function rssEntry(item: RssItem): SourceEntry {
  const link =
    item.link ?? (item.guid?.isPermaLink !== false && isAddress(item.guid?.value) ? item.guid?.value : undefined);
  const { guid, enclosures = [], categories = [], pubDate, itunes, media } = item;
  const listened = enclosures.map((enclosure) => ({ ...enclosure, duration: itunes?.duration }));
  return {
    ...wordsOf(item),
    ...imageAndAttachments([...listened, ...mediaIn(media)], imageOf(item)),
    id: guid?.value ?? link,
    link,
    date: pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.dates?.[0] ?? item.atom?.published,
    authors: authorsOf(item),
    categories: [...categories.map(({ name }) => name), ...(item.dc?.subjects ?? [])],
    tags: itunes?.keywords,
    language: item.dc?.languages?.[0],
  };
}

/** RSS 1.0: little of its own, and Dublin Core. */
export const rdfEntry = (item: RdfItem): SourceEntry => ({
  ...wordsOf(item),
  id: item.rdf?.about ?? item.link,
  link: item.link,
  date: item.dc?.dates?.[0],
  authors: authorsOf(item),
  categories: item.dc?.subjects,
  language: item.dc?.languages?.[0],
});

function wordsOf({ title, description, content }: Pick<RssItem & RdfItem, 'title' | 'description' | 'content'>) {
  const html = content?.encoded ?? description;
  return {
    kind: 'entry' as const,
    title: title && titleText(title),
    content: html === undefined ? undefined : { html },
    summary: content?.encoded !== undefined && description ? plainText(description) : undefined,
  };
}

function imageOf({ media, itunes }: RssItem) {
  const url = media?.thumbnails?.[0]?.url ?? itunes?.image;
  const whole = mediaIn(media).find(({ type }) => type?.startsWith('image/'));
  return whole ?? (url === undefined ? undefined : { url });
}

/** `dc:creator` has names; `author` an address of e-mail and perhaps a name, of which only the name is for readers. */
function authorsOf(item: Partial<Pick<RssItem, 'authors' | 'itunes' | 'atom'>> & Pick<RssItem, 'dc'>): SourceAuthor[] {
  const people = (item.authors ?? []).map(({ name, link }) => ({ name, url: link }));
  const named = people.filter(({ name }) => name && !name.includes('@'));
  if (named.length > 0) return named;
  const creators = (item.dc?.creators ?? []).filter((name) => !name.includes('@'));
  if (creators.length > 0) return creators.map((name) => ({ name }));
  const atom = item.atom?.authors ?? [];
  return atom.length > 0 ? atom.map(({ name, uri }) => ({ name, url: uri })) : [{ name: item.itunes?.author }];
}

const isAddress = (text: string | undefined): boolean => /^https?:\/\//i.test(text ?? '');
