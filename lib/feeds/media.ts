import type { Element } from '@xmldom/xmldom';
import type { FeedItem } from './feed-item.ts';
import { asHtml, textIn } from './safe.ts';
import { add } from './xml.ts';

/**
 * The article's image in the words of Media RSS, which RSS and Atom readers both know. Software on Python's feedparser takes
 * its description for one of the article: as HTML it comes after the content, but in place of a summary it would be shown.
 */
export function addMedia(parent: Element, { image, html }: FeedItem): void {
  if (!image) return;
  const { url, type, length: fileSize, width, height } = image;
  const content = add(parent, {
    name: 'media:content',
    attributes: { url, type, medium: 'image', fileSize, width, height },
  });
  const [description, credit] = [textIn(image.caption) ?? textIn(image.alt), textIn(image.credit)];
  if (description && html !== undefined) {
    add(content, { name: 'media:description', text: asHtml(description), attributes: { type: 'html' } });
  }
  if (credit) add(content, { name: 'media:credit', text: credit });
  add(content, { name: 'media:thumbnail', attributes: { url, width, height } });
}
