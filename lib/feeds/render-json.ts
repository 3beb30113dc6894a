import type { FeedItem, FeedModel } from './feed-model.ts';
import { skeletonOf } from './skeleton.ts';

/** JSON Feed 1.1: the library writes 1.0, which is the same but for what is said anew here. */
export function renderJson(model: FeedModel): string {
  const { title, description, home, self, language, icon, logo, favicon, publisher } = model;
  const skeleton: { items: Record<string, unknown>[] } = JSON.parse(skeletonOf(model).json1());
  const feed = {
    ...skeleton,
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: home,
    feed_url: self,
    language,
    authors: [{ name: publisher, url: home }],
    icon: icon ?? logo,
    favicon,
    items: skeleton.items.map((item, index) => ({ ...item, ...dressed(model.items[index], language) })),
  };
  return `${JSON.stringify(feed)}\n`;
}

/** Absent members are left out by JSON itself: `undefined` has no place in it. */
function dressed(item: FeedItem | undefined, language: string): Record<string, unknown> {
  if (!item) return {};
  return {
    title: item.title,
    content_html: item.html,
    summary: item.summary,
    image: item.image?.url,
    language: item.language === language ? undefined : item.language,
    authors: item.authors.length > 0 ? item.authors : undefined,
    tags: item.categories.length > 0 ? item.categories.map(({ label }) => label) : undefined,
    attachments: item.attachments.length > 0 ? item.attachments.map(attachmentOf) : undefined,
  };
}

const attachmentOf = ({ url, type, title, length, duration }: FeedItem['attachments'][number]) => ({
  url,
  mime_type: type,
  title,
  size_in_bytes: length,
  duration_in_seconds: duration,
});
