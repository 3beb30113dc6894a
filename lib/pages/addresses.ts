import type { ArticleView } from '#lib/domain/article-view.ts';
import { articlePath, isReadHere } from '#lib/domain/page-url.ts';
import { webUrl } from '#lib/feeds/safe.ts';

/** Where a link to an article leads: to its page here, or to its publisher's own site. */
export const hrefOf = (article: ArticleView, publicUrl: string): string =>
  isReadHere(article, publicUrl) ? articlePath(article) : (webUrl(article.url) ?? articlePath(article));

/** The one address that an article has in the eyes of the world. */
export const canonicalOf = (article: ArticleView, publicUrl: string): string =>
  webUrl(article.url) ?? `${publicUrl}${articlePath(article)}`;

/** What people call a site by: its host. */
export const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '');
