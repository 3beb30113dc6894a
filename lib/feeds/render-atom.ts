import type { Entry, FeedModel } from './feed-model.ts';
import { addHistory } from './history-elements.ts';
import { addMedia } from './media.ts';
import { MEDIA_TYPES } from './media-types.ts';
import { textIn } from './safe.ts';
import { ADDRESS, skeletonOf } from './skeleton.ts';
import { written } from './write-xml.ts';
import { add, childrenOf, dress, type Element, fill, filled, rootOf } from './xml.ts';

/** Atom 1.0 (RFC 4287), with the tombstones of RFC 6721. */
export function renderAtom(model: FeedModel): string {
  const { updated, logo, icon, favicon, items, deleted } = model;
  const skeleton = skeletonOf(model, {
    updated: new Date(updated),
    author: { name: '-', link: ADDRESS },
    ...(logo && { image: ADDRESS }),
    ...((icon ?? favicon) && { favicon: ADDRESS }),
  });
  const root = rootOf(skeleton.atom1());
  const [entry] = childrenOf(root, 'entry');
  dressFeed(root, { ...model, before: entry });
  if (entry) root.children.splice(-1, 1, ...items.map((item) => entryOf(entry, item)));
  for (const { uri, at } of deleted) add(root, { name: 'at:deleted-entry', attributes: { ref: uri, when: at } });
  return written(root, model);
}

function dressFeed(root: Element, model: FeedModel & { before: Element | undefined }): void {
  const { id, title, description: subtitle, copyright: rights, logo, icon, favicon, home, page, self, hub } = model;
  dress(root, { attributes: { 'xml:lang': model.language } });
  fill(root, { id, title, subtitle, rights, logo, icon: icon ?? favicon });
  for (const author of childrenOf(root, 'author')) fill(author, { name: model.publisher, uri: home });
  const addresses: Record<string, object> = {
    alternate: { href: page, type: 'text/html' },
    self: { href: self, type: MEDIA_TYPES.atom },
    hub: { href: hub },
  };
  for (const link of childrenOf(root, 'link')) {
    dress(link, { attributes: { ...addresses[link.attributes.rel ?? ''] } });
  }
  addHistory(root, { ...model, link: 'link', type: 'atom' });
}

function entryOf(skeleton: Element, item: Entry): Element {
  const { id, url, title, language, published, distinctUpdate: updated } = item;
  const content = textIn(item.html);
  // An entry has one of the two, and neither is blank: in place of words that nobody wrote stands the title.
  const summary = item.summary ?? (content === undefined ? title : undefined);
  const entry = filled(skeleton, { id, title, link: '', summary, content, published, updated });
  dress(entry, { attributes: { 'xml:lang': language } });
  for (const plain of [...childrenOf(entry, 'title'), ...childrenOf(entry, 'summary')]) {
    dress(plain, { attributes: { type: 'text' } });
  }
  for (const link of childrenOf(entry, 'link')) {
    dress(link, { attributes: { rel: 'alternate', type: 'text/html', href: url } });
  }
  for (const { url: href, type, title, length } of item.attachments) {
    add(entry, { name: 'link', attributes: { rel: 'enclosure', href, type, length, title } });
  }
  for (const { name, url: uri } of item.authors) {
    const author = add(entry, { name: 'author' });
    add(author, { name: 'name', text: name });
    if (uri) add(author, { name: 'uri', text: uri });
  }
  for (const { term, label } of item.categories) add(entry, { name: 'category', attributes: { term, label } });
  addMedia(entry, item);
  return entry;
}
