import type { Attachment, Image } from '#lib/domain/article-draft.ts';
import { FEED_MAX_AGE_SECONDS } from './caching.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedModel } from './feed-model.ts';
import { addHistory } from './history-elements.ts';
import { addAttachment, addMedia } from './media.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { asHtml } from './safe.ts';
import { ADDRESS, skeletonOf } from './skeleton.ts';
import { written } from './write-xml.ts';
import { add, childrenOf, dress, type Element, fill, filled, rootOf } from './xml.ts';

/** RSS 2.0 with the Best Practices Profile, and the modules that readers know. */
export function renderRss(model: FeedModel): string {
  const { modified, language, logo, icon } = model;
  const skeleton = skeletonOf(model, {
    updated: new Date(modified),
    ttl: Math.ceil(FEED_MAX_AGE_SECONDS / 60),
    ...(language && { language }),
    ...((logo ?? icon) && { image: ADDRESS }),
  });
  const root = rootOf(skeleton.rss2());
  const [channel] = childrenOf(root, 'channel');
  if (!channel) throw new TypeError('the skeleton has no channel');
  const [item] = childrenOf(channel, 'item');
  dressChannel(channel, { ...model, before: item });
  if (item) channel.children.splice(-1, 1, ...model.items.map((one) => itemOf(item, one)));
  return written(root, { ...model, escapes: PROFILE });
}

/** The profile's own: a reader that unescapes once too often still shows what was written. */
const PROFILE = { '&': '&#x26;', '<': '&#x3C;' };

function dressChannel(channel: Element, model: FeedModel & { before: Element | undefined }): void {
  const { title, page: link, self, hub, description = title, copyright, logo, icon } = model;
  fill(channel, { title, link, description, copyright });
  for (const image of childrenOf(channel, 'image')) fill(image, { url: logo ?? icon, title, link });
  const links: Record<string, object> = { self: { href: self, type: MEDIA_TYPES.rss }, hub: { href: hub } };
  for (const one of childrenOf(channel, 'atom:link')) {
    dress(one, { attributes: { ...links[one.attributes.rel ?? ''] } });
  }
  addHistory(channel, { ...model, link: 'atom:link', type: 'rss' });
}

function itemOf(skeleton: Element, item: FeedItem): Element {
  const { id: guid, url: link, title, summary, excerpt, html, language, published, updated } = item;
  // Before a content the profile wants a description: where nobody wrote one, the first sentences, or nothing to see.
  const description = summary ?? (html === undefined ? undefined : (excerpt ?? ''));
  const element = filled(skeleton, {
    ...{ guid, link, title, pubDate: new Date(published).toUTCString() },
    // By the profile a title is plain text, but a description is HTML: text must be escaped there to be seen as it is.
    description: description && asHtml(description),
    'content:encoded': html,
  });
  if (updated !== published) add(element, { name: 'atom:updated', text: updated });
  if (language) add(element, { name: 'dc:language', text: language });
  for (const { name: text } of item.authors) add(element, { name: 'dc:creator', text });
  for (const { label: text } of item.categories) add(element, { name: 'category', text });
  const enclosed = enclosureOf(item);
  if (enclosed) {
    const { url, length, type } = enclosed;
    add(element, { name: 'enclosure', attributes: { url, length, type } });
  }
  addMedia(element, item);
  for (const one of item.attachments) if (one !== enclosed) addAttachment(element, one);
  return element;
}

/** One at most, and only with the true length and type that it must have. */
const enclosureOf = ({ attachments, image }: FeedItem): Image | Attachment | undefined =>
  [...attachments, ...(image ? [image] : [])].find(({ type, length }) => type !== undefined && length !== undefined);
