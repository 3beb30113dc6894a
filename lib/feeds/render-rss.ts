import type { Element } from '@xmldom/xmldom';
import { FEED_MAX_AGE_SECONDS } from './caching.ts';
import type { FeedImage, FeedItem, FeedModel } from './feed-model.ts';
import { skeletonOf } from './skeleton.ts';
import { add, childrenOf, documentOf, replaceText, serialized } from './xml.ts';

/** RSS 2.0 with the Best Practices Profile, and the modules that readers know. */
export function renderRss(model: FeedModel): string {
  const { document, root } = documentOf(skeletonOf(model).rss2(), ['atom', 'content', 'dc', 'media']);
  const [channel] = childrenOf(root, 'channel');
  if (!channel) throw new TypeError('the skeleton has no channel');
  const items = childrenOf(channel, 'item');
  dressChannel(channel, { model, before: items[0] });
  for (const [index, item] of model.items.entries()) {
    const element = items[index];
    if (element) dressItem(element, item);
  }
  // The profile's own escapes: a reader that unescapes once too often still shows what was written.
  return serialized(document).replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;');
}

function dressChannel(channel: Element, { model, before }: { model: FeedModel; before: Element | undefined }): void {
  const { title, description, home, self, language, copyright, logo, publisher } = model;
  replaceText(channel, 'title', title);
  replaceText(channel, 'description', description);
  add(channel, 'language', { text: language, before });
  if (copyright) add(channel, 'copyright', { text: copyright, before });
  add(channel, 'ttl', { text: String(Math.ceil(FEED_MAX_AGE_SECONDS / 60)), before });
  if (logo) {
    const image = add(channel, 'image', { before });
    for (const [name, text] of [
      ['url', logo],
      ['title', title],
      ['link', home],
    ] as const)
      add(image, name, { text });
  }
  add(channel, 'dc:publisher', { text: publisher, before });
  add(channel, 'atom:link', { attributes: { href: self, rel: 'self', type: 'application/rss+xml' }, before });
}

function dressItem(element: Element, item: FeedItem): void {
  replaceText(element, 'title', item.title);
  if (item.summary) add(element, 'description', { text: item.summary });
  add(element, 'content:encoded', { text: item.html });
  for (const { name } of item.authors) add(element, 'dc:creator', { text: name });
  for (const { label } of item.categories) add(element, 'category', { text: label });
  const enclosure = enclosureOf(item);
  if (enclosure) add(element, 'enclosure', { attributes: enclosure });
  if (item.image) addMedia(element, item.image);
  if (item.updated !== item.published) add(element, 'atom:updated', { text: item.updated });
}

/** One at most, and only with the true length and type that it must have. */
function enclosureOf({ attachments, image }: FeedItem) {
  const found = [...attachments, ...(image ? [image] : [])].find(
    ({ type, length }) => type !== undefined && length !== undefined,
  );
  return found && { url: found.url, length: found.length, type: found.type };
}

function addMedia(element: Element, { url, alt, credit, width, height, type, length }: FeedImage): void {
  const attributes = { url, medium: 'image', type, width, height, fileSize: length };
  const media = add(element, 'media:content', { attributes });
  if (alt) add(media, 'media:description', { attributes: { type: 'plain' }, text: alt });
  if (credit) add(media, 'media:credit', { text: credit });
  add(media, 'media:thumbnail', { attributes: { url, width, height } });
}
