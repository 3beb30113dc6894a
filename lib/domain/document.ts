import type { FeedFormat, FeedId } from './feed.ts';

/** What a document is about: a list of articles, one article by the name in its address, or what helps to find them. */
export type Subject =
  | FeedId
  | { readonly kind: 'article'; readonly name: string }
  /** One of the sitemaps of the latest news, by its number from 1 on. */
  | { readonly kind: 'news'; readonly name: string }
  | { readonly kind: 'feeds' | 'sitemaps' };

export type DocumentFormat = FeedFormat | 'html' | 'markdown' | 'opml' | 'sitemap';
