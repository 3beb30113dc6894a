import { feedUrl } from '#lib/domain/feed.ts';
import type { FeedKey } from './feed-ports.ts';

/** The address that a feed is subscribed to by. */
export const topicUrl = ({ subject, publication, format }: FeedKey, publicUrl: string): string =>
  feedUrl(subject, { publicUrl, publication, format });
