import type { ArticleView } from './article-view.ts';
import { type FeedId, feedUrl } from './feed.ts';
import type { PublicationId } from './publication.ts';

// Paths, which begin with a slash: what is on the same host names no host.

/** The page of a list is the folder that its feeds are in; `/harbour-post/` is the front page. */
export const listPath = (feed: FeedId, publication: PublicationId): string =>
  feedUrl(feed, { publicUrl: '', publication, format: 'rss' }).replace(/[^/]*$/, '');

export const frontPath = (publication: PublicationId): string => listPath({ kind: 'publication' }, publication);

/** Where Bulletin itself shows an article; `.md` and `.json` after it give the article in those formats. */
export const articlePath = ({ publication, slug }: Pick<ArticleView, 'publication' | 'slug'>): string =>
  `/${publication}/articles/${encodeURIComponent(slug)}`;

export const feedsPath = (publication: PublicationId): string => `/${publication}/feeds`;
export const opmlPath = (publication: PublicationId): string => `/${publication}/feeds.opml`;
/** The sitemaps of the latest news, by their numbers from 1 on: most publications have one. */
export const newsSitemapPath = (publication: PublicationId, number: number): string =>
  number === 1 ? `/${publication}/news-sitemap.xml` : `/${publication}/news/${number}/sitemap.xml`;
export const sitemapPath = (publication: PublicationId): string => `/${publication}/sitemap.xml`;
export const archiveSitemapPath = (publication: PublicationId, archive: number): string =>
  `/${publication}/archive/${archive}/sitemap.xml`;

/** Whether an article is read on this host, and not on its publisher's own site. */
export const isReadHere = ({ url }: Pick<ArticleView, 'url'>, publicUrl: string): boolean =>
  url.startsWith(`${publicUrl}/`);
