import type { Element } from '@xmldom/xmldom';
import type { FeedItem, FeedModel } from './feed-model.ts';
import { skeletonOf } from './skeleton.ts';
import { add, childrenOf, documentOf, replaceText, serialized } from './xml.ts';

/** Atom 1.0 (RFC 4287), with the tombstones of RFC 6721. */
export function renderAtom(model: FeedModel): string {
  const { document, root } = documentOf(skeletonOf(model).atom1(), ['at', 'media']);
  const entries = childrenOf(root, 'entry');
  dressFeed(root, { model, before: entries[0] });
  for (const [index, item] of model.items.entries()) {
    const entry = entries[index];
    if (entry) dressEntry(entry, { item, model });
  }
  for (const { uri, at } of model.deleted) add(root, 'at:deleted-entry', { attributes: { ref: uri, when: at } });
  return serialized(document);
}

function dressFeed(root: Element, { model, before }: { model: FeedModel; before: Element | undefined }): void {
  const { title, description, self, language, publisher, copyright, icon, favicon, logo, home } = model;
  root.setAttribute('xml:lang', language);
  replaceText(root, 'title', title);
  add(root, 'subtitle', { text: description, before });
  add(root, 'link', { attributes: { rel: 'self', type: 'application/atom+xml', href: self }, before });
  const author = add(root, 'author', { before });
  add(author, 'name', { text: publisher });
  add(author, 'uri', { text: home });
  if (icon ?? favicon) add(root, 'icon', { text: icon ?? favicon, before });
  if (logo) add(root, 'logo', { text: logo, before });
  if (copyright) add(root, 'rights', { text: copyright, before });
}

function dressEntry(entry: Element, { item, model }: { item: FeedItem; model: FeedModel }): void {
  if (item.language && item.language !== model.language) entry.setAttribute('xml:lang', item.language);
  replaceText(entry, 'title', item.title);
  childrenOf(entry, 'link')[0]?.setAttribute('rel', 'alternate');
  for (const { name, url } of item.authors) {
    const author = add(entry, 'author');
    add(author, 'name', { text: name });
    if (url) add(author, 'uri', { text: url });
  }
  for (const { term, label } of item.categories) add(entry, 'category', { attributes: { term, label } });
  for (const { url, type, title, length } of item.attachments) {
    add(entry, 'link', { attributes: { rel: 'enclosure', href: url, type, length, title } });
  }
  if (item.image) {
    const { url, width, height, alt, credit, type } = item.image;
    const media = add(entry, 'media:content', { attributes: { url, medium: 'image', type, width, height } });
    if (alt) add(media, 'media:description', { attributes: { type: 'plain' }, text: alt });
    if (credit) add(media, 'media:credit', { text: credit });
  }
  if (item.summary) add(entry, 'summary', { text: item.summary });
  add(entry, 'content', { attributes: { type: 'html' }, text: item.html });
}
