import { Feed, type FeedOptions } from 'feed';
import type { FeedModel } from './feed-model.ts';

/** Stand in for every text and every address of the feed. */
const TEXT = '-';
export const ADDRESS = 'https://feed.invalid/';

/**
 * The feed as the `feed` library writes it, made of nothing but its parts and their dates. It cannot carry publishers'
 * texts and addresses unharmed: those are put in afterwards, by what writes XML and JSON for a living.
 */
export function skeletonOf({ description, copyright, items }: FeedModel, options: Partial<FeedOptions>): Feed {
  const feed = new Feed({
    ...{ id: ADDRESS, title: TEXT, link: ADDRESS, feed: ADDRESS, hub: ADDRESS, generator: 'Bulletin' },
    ...(description && { description: TEXT }),
    ...(copyright && { copyright: TEXT }),
    ...options,
  });
  for (const { published, updated, summary, html } of items) {
    const dates = { date: new Date(updated), published: new Date(published) };
    const content = html === undefined ? {} : { content: TEXT };
    const texts = { title: TEXT, ...content, ...(summary && { description: TEXT }) };
    feed.addItem({ id: ADDRESS, link: ADDRESS, ...dates, ...texts });
  }
  return feed;
}
