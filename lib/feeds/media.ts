import type { Element } from '@xmldom/xmldom';
import type { Image } from '#lib/domain/article-draft.ts';
import { textIn } from './safe.ts';
import { add } from './xml.ts';

/** The article's image in the words of Media RSS, which RSS and Atom readers both know. */
export function addMedia(parent: Element, image: Image | undefined): void {
  if (!image) return;
  const { url, type, length: fileSize, width, height } = image;
  const content = add(parent, {
    name: 'media:content',
    attributes: { url, type, medium: 'image', fileSize, width, height },
  });
  const [description, credit] = [textIn(image.caption) ?? textIn(image.alt), textIn(image.credit)];
  if (description) add(content, { name: 'media:description', text: description, attributes: { type: 'plain' } });
  if (credit) add(content, { name: 'media:credit', text: credit });
  add(content, { name: 'media:thumbnail', attributes: { url, width, height } });
}
