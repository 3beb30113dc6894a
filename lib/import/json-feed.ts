import { type JsonFeed, parseJsonFeed } from 'feedsmith';
import { imageAndAttachments } from './feed-media.ts';
import { htmlOfText } from './paragraphs.ts';
import type { SourceEntry } from './source-entry.ts';
import { SourceFault } from './source-fault.ts';

type Feed = JsonFeed.Feed<string>;
type Item = JsonFeed.Item<string>;

export interface JsonFeedContents {
  readonly language: string | undefined;
  readonly entries: readonly SourceEntry[];
}

/** JSON Feed 1.0 and 1.1. */
export function readJsonFeed(text: string): JsonFeedContents {
  const feed = parsed(text);
  return { language: feed.language, entries: (feed.items ?? []).map((item) => jsonEntry(item, feed)) };
}

function parsed(text: string): Partial<Feed> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new SourceFault('the file begins like JSON and is none: it was cut off, or harmed', { cause });
  }
  try {
    return parseJsonFeed(json);
  } catch (cause) {
    throw new SourceFault('this JSON is no JSON Feed: it has no "version" of one, or no "items"', { cause });
  }
}

function jsonEntry(item: Partial<Item>, feed: Partial<Feed>): SourceEntry {
  const { id, url, external_url, title, content_html, content_text, summary, image, banner_image } = item;
  const html = content_html ?? (content_text && htmlOfText(content_text));
  const attachments = (item.attachments ?? []).map((attachment) => ({
    ...{ url: attachment.url, type: attachment.mime_type, title: attachment.title },
    ...{ length: attachment.size_in_bytes, duration: attachment.duration_in_seconds },
  }));
  const picture = image ?? banner_image;
  return {
    kind: 'entry',
    ...{ id: id ?? url, title, summary, link: url ?? external_url },
    content: html ? { html } : undefined,
    date: item.date_published ?? item.date_modified,
    authors: item.authors ?? feed.authors,
    categories: item.tags,
    language: item.language,
    ...imageAndAttachments(attachments, picture ? { url: picture } : undefined),
  };
}
