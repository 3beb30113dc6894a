import { Feed } from 'feed';
import type { FeedModel } from './feed-model.ts';

/**
 * The feed as the `feed` library writes it, made of nothing but ids, addresses and dates: it cannot carry publishers'
 * texts unharmed, so those are put in afterwards, by what writes XML and JSON for a living.
 */
export function skeletonOf({ id, home, updated, items }: FeedModel): Feed {
  const feed = new Feed({
    id,
    title: 'title',
    link: home,
    updated: new Date(updated),
    generator: 'Bulletin',
    copyright: '',
  });
  for (const { id, url, updated, published } of items) {
    feed.addItem({ id, link: url, title: 'title', date: new Date(updated), published: new Date(published) });
  }
  return feed;
}
