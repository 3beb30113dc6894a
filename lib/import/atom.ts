import type { AtomFeed } from 'feedsmith';
import { imageAndAttachments } from './feed-media.ts';
import { mediaIn } from './media-rss.ts';
import { htmlOfText } from './paragraphs.ts';
import { plainText, titleText } from './plain-text.ts';
import type { SourceEntry } from './source-entry.ts';

type Entry = AtomFeed.Entry<string>;
type Text = { readonly value?: string | undefined; readonly type?: string | undefined };

const isHtml = ({ type }: Text): boolean => /html/i.test(type ?? '');

/** Atom 1.0 (RFC 4287). `feedAuthors` have written what names no author of its own (§4.2.1). */
export function atomEntry(entry: Entry, feedAuthors: readonly AtomFeed.Person[]): SourceEntry {
  const { id, title, summary, content, links = [], published, updated, categories = [] } = entry;
  const linked = (rel: string) => links.filter((link) => (link.rel ?? 'alternate') === rel);
  const enclosures = linked('enclosure').map(({ href, type, length, title }) => ({ url: href, type, length, title }));
  const [thumbnail] = entry.media?.thumbnails ?? [];
  const media = [...enclosures, ...mediaIn(entry.media)];
  const whole = content?.value ? content : summary;
  const authors = entry.authors ?? entry.source?.authors ?? feedAuthors;
  return {
    kind: 'entry',
    id,
    title: title && (isHtml(title) ? plainText(title.value) : titleText(title.value)),
    content: whole?.value ? { html: isHtml(whole) ? whole.value : htmlOfText(whole.value) } : undefined,
    summary: content?.value && summary ? wordsOf(summary) : undefined,
    link: (linked('alternate')[0] ?? links[0])?.href,
    date: published ?? updated,
    authors: authors.map(({ name, uri }) => ({ name, url: uri })),
    categories: categories.map(({ label, term }) => label ?? term),
    language: entry.xml?.lang ?? content?.xml?.lang,
    ...imageAndAttachments(media, media.some(({ type }) => type?.startsWith('image/')) ? undefined : thumbnail),
  };
}

const wordsOf = (text: Text): string | undefined => (isHtml(text) ? plainText(text.value ?? '') : text.value);
