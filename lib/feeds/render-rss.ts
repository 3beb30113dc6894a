import type { Element } from '@xmldom/xmldom';
import { FEED_MAX_AGE_SECONDS } from './caching.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedModel } from './feed-model.ts';
import { addHistory } from './history-elements.ts';
import { addMedia } from './media.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { asHtml } from './safe.ts';
import { ADDRESS, skeletonOf } from './skeleton.ts';
import { add, childrenOf, dress, fill, rootOf, written } from './xml.ts';

/** RSS 2.0 with the Best Practices Profile, and the modules that readers know. */
export function renderRss(model: FeedModel): string {
  const { modified, language, logo, icon, items } = model;
  const skeleton = skeletonOf(model, {
    updated: new Date(modified),
    ttl: Math.ceil(FEED_MAX_AGE_SECONDS / 60),
    ...(language && { language }),
    ...((logo ?? icon) && { image: ADDRESS }),
  });
  const root = rootOf(skeleton.rss2(), ['atom', 'content', 'dc', 'fh', 'media', 'xhtml']);
  const [channel] = childrenOf(root, 'channel');
  if (!channel) throw new TypeError('the skeleton has no channel');
  dressChannel(channel, model);
  for (const [index, element] of childrenOf(channel, 'item').entries()) dressItem(element, items[index]);
  // The profile's own escapes: a reader that unescapes once too often still shows what was written.
  return written(root, model).replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;');
}

function dressChannel(channel: Element, model: FeedModel): void {
  const { title, page: link, self, hub, description = title, copyright, logo, icon } = model;
  fill(channel, { title, link, description, copyright });
  for (const image of childrenOf(channel, 'image')) fill(image, { url: logo ?? icon, title, link });
  const links: Record<string, object> = { self: { href: self, type: MEDIA_TYPES.rss }, hub: { href: hub } };
  for (const one of childrenOf(channel, 'atom:link')) {
    dress(one, { attributes: { ...links[one.getAttribute('rel') ?? ''] } });
  }
  const [first] = childrenOf(channel, 'item');
  addHistory(channel, { ...model, link: 'atom:link', type: 'rss', before: first });
  add(channel, { name: 'xhtml:a', text: link, attributes: { href: link }, before: first });
}

function dressItem(element: Element, item: FeedItem | undefined): void {
  if (!item) return;
  const { id: guid, url: link, title, summary, html, language, published, updated } = item;
  // By the profile a title is plain text, but a description is HTML: text must be escaped there to be seen as it is.
  fill(element, { guid, link, title, description: summary && asHtml(summary), 'content:encoded': html });
  if (updated !== published) add(element, { name: 'atom:updated', text: updated });
  if (language) add(element, { name: 'dc:language', text: language });
  for (const { name: text } of item.authors) add(element, { name: 'dc:creator', text });
  for (const { label: text } of item.categories) add(element, { name: 'category', text });
  const attributes = enclosureOf(item);
  if (attributes) add(element, { name: 'enclosure', attributes });
  addMedia(element, item);
}

/** One at most, and only with the true length and type that it must have. */
function enclosureOf({ attachments, image }: FeedItem) {
  const found = [...attachments, ...(image ? [image] : [])].find(
    ({ type, length }) => type !== undefined && length !== undefined,
  );
  return found && { url: found.url, length: found.length, type: found.type };
}
