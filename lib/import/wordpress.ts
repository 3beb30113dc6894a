import { imageAndAttachments } from './feed-media.ts';
import { plainText, titleText } from './plain-text.ts';
import type { Reading, SourceAuthor, SourceMedia } from './source-entry.ts';
import { wordpressContent } from './wordpress-content.ts';
import { type Field, metaOf, readField, textOf } from './wordpress-item.ts';

/** What the posts of an export refer to, gathered from all of it before the first of them is read. */
export interface WordpressSite {
  readonly authors: ReadonlyMap<string, SourceAuthor>;
  readonly media: ReadonlyMap<string, SourceMedia>;
  readonly pages: boolean;
}

const STATUSES: Record<string, 'draft' | 'scheduled' | 'published'> = {
  ...{ publish: 'published', future: 'scheduled', draft: 'draft', pending: 'draft' },
};

/** One `<item>` of a WordPress export (WXR). */
export function wordpressEntry(xml: string, site: WordpressSite): Reading | undefined {
  const item = readField(xml);
  if ('fault' in item) return { kind: 'skipped', reason: `its XML cannot be read: ${item.fault}`, title: titleIn(xml) };
  const type = textOf(item, 'wp:post_type') || 'post';
  const id = textOf(item, 'guid') || `wordpress:${textOf(item, 'wp:post_id')}`;
  const title = titleText(textOf(item, 'title'));
  const skipped = (reason: string): Reading => ({ kind: 'skipped', reason, id, title });
  if (type === 'page' && !site.pages) return skipped('it is a page: --pages takes them, too');
  // Attachments are looked up by their posts; menus, templates and the like are not the paper's, but the site's.
  if (type !== 'post' && type !== 'page') return undefined;
  const status = STATUSES[textOf(item, 'wp:status')];
  if (!status) return skipped(`its status is '${textOf(item, 'wp:status')}'`);
  if (textOf(item, 'wp:post_password') !== '') return skipped('it is behind a password');
  return { kind: 'entry', id, title, status, ...wordsOf(item), ...aroundOf(item, site) };
}

function wordsOf(item: Field) {
  const { html, notes } = wordpressContent(textOf(item, 'content:encoded'));
  const slug = textOf(item, 'wp:post_name');
  return { content: { html }, notes, slug, summary: plainText(textOf(item, 'excerpt:encoded')) };
}

function aroundOf(item: Field, { authors, media }: WordpressSite) {
  const login = textOf(item, 'dc:creator');
  const inDomain = (domain: string) =>
    item.fields.filter(({ name, attributes }) => name === 'category' && attributes.domain === domain);
  const [thumbnail = ''] = metaOf(item, '_thumbnail_id');
  return {
    link: textOf(item, 'link'),
    date: dateOf(item),
    authors: login ? [authors.get(login) ?? { name: login }] : [],
    // What WordPress says of posts that nobody put anywhere.
    categories: inDomain('category').flatMap(({ text, attributes }) =>
      attributes.nicename === 'uncategorized' ? [] : text,
    ),
    tags: inDomain('post_tag').map(({ text }) => text),
    ...imageAndAttachments(metaOf(item, 'enclosure').map(enclosureOf), media.get(thumbnail)),
  };
}

/** Drafts have no date in GMT, only zeros. */
function dateOf(item: Field): string {
  const [date = ''] = ['wp:post_date_gmt', 'pubDate', 'wp:post_date']
    .map((name) => textOf(item, name))
    .filter((date) => date !== '' && !date.startsWith('0000') && !date.includes('-0001'));
  return date;
}

/** Three lines: address, length, type. */
function enclosureOf(text: string): SourceMedia {
  const [url, length, type] = text.split('\n').map((line) => line.trim());
  return { url, type, length: /^\d+$/.test(length ?? '') ? Number(length) : undefined };
}

const titleIn = (xml: string): string | undefined =>
  /<title>\s*(?:<!\[CDATA\[)?([^<\]]{1,300})/i.exec(xml)?.[1]?.trim();
