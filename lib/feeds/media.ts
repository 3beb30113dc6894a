import type { Attachment } from '#lib/domain/article-draft.ts';
import type { FeedItem } from './feed-item.ts';
import { asHtml, textIn } from './safe.ts';
import { add, type Element } from './xml.ts';

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
  // Beside it and not within: where there are several contents, some software looks nowhere else for a picture.
  add(parent, { name: 'media:thumbnail', attributes: { url, width, height } });
}

const MEDIUM = /^(?:image|audio|video)(?=\/)/;

/** An attachment that no enclosure tells of, in the words of Media RSS: they do not ask for a length. */
export function addAttachment(parent: Element, { url, type, title, length: fileSize, duration }: Attachment): void {
  const medium = MEDIUM.exec(type)?.[0];
  const content = add(parent, { name: 'media:content', attributes: { url, type, medium, fileSize, duration } });
  if (title) add(content, { name: 'media:title', text: title });
}
