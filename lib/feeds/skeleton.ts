import { Feed, type FeedOptions } from 'feed';
import type { FeedModel } from './feed-model.ts';

/** Stand in for every text and every address of the feed. */
const TEXT = '-';
export const ADDRESS = 'https://feed.invalid/';

/**
 * The feed as the `feed` library writes it, made of nothing but its parts, with one item that stands for all. It cannot carry
 * publishers' texts and addresses unharmed: those are put in afterwards, by what writes XML and JSON for a living.
 */
export function skeletonOf({ description, copyright, items }: FeedModel, options: Partial<FeedOptions>): Feed {
  const feed = new Feed({
    ...{ id: ADDRESS, title: TEXT, link: ADDRESS, feed: ADDRESS, hub: ADDRESS, generator: 'Bulletin' },
    ...(description && { description: TEXT }),
    ...(copyright && { copyright: TEXT }),
    ...options,
  });
  const dates = { date: new Date(0), published: new Date(0) };
  if (items.length > 0) {
    feed.addItem({ id: ADDRESS, link: ADDRESS, ...dates, title: TEXT, description: TEXT, content: TEXT });
  }
  return feed;
}
