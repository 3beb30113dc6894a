import type { FeedFormat } from '#lib/domain/feed.ts';

export const MEDIA_TYPES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const satisfies Record<FeedFormat, string>;

export const contentTypeOf = (format: FeedFormat): string => `${MEDIA_TYPES[format]}; charset=utf-8`;
