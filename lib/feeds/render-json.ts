import { onlySafe } from '#lib/domain/text.ts';
import type { FeedItem } from './feed-item.ts';
import type { FeedModel } from './feed-model.ts';
import { skeletonOf } from './skeleton.ts';

/** JSON Feed 1.1: the library writes 1.0, which is the same but for what is said anew here. */
export function renderJson(model: FeedModel): string {
  const { items: [item] = [], ...skeleton } = JSON.parse(skeletonOf(model, {}).json1()) as { items: object[] };
  const feed = {
    ...skeleton,
    version: 'https://jsonfeed.org/version/1.1',
    title: model.title,
    description: model.description,
    home_page_url: model.page,
    feed_url: model.self,
    hubs: [{ type: 'WebSub', url: model.hub }],
    next_url: model.history.previous,
    icon: model.icon,
    favicon: model.favicon,
    language: model.language,
    authors: [{ name: model.publisher, url: model.home }],
    items: model.items.map((one) => ({ ...item, ...dressed(one) })),
  };
  return `${JSON.stringify(feed, onlySafe, 2)}\n`;
}

/** Absent members are left out by JSON itself: `undefined` has no place in it. */
function dressed(item: FeedItem): object {
  const { id, url, title, html, summary, image, published, updated, authors, categories, attachments, language } = item;
  return {
    ...{ id, url, title, content_html: html, image: image?.url },
    ...(html === undefined ? { content_text: summary ?? '', summary: undefined } : { summary }),
    date_published: published,
    date_modified: updated,
    authors: authors.length > 0 ? authors : undefined,
    tags: categories.length > 0 ? categories.map(({ label }) => label) : undefined,
    language,
    attachments: attachments.length > 0 ? attachments.map(attachmentOf) : undefined,
  };
}

const attachmentOf = ({ url, type, title, length, duration }: FeedItem['attachments'][number]) => ({
  url,
  mime_type: type,
  title,
  size_in_bytes: length,
  duration_in_seconds: duration,
});
