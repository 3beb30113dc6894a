import { updatedOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import { isReadHere } from '#lib/domain/page-url.ts';
import { instantIn } from '#lib/feeds/safe.ts';
import { written } from '#lib/feeds/write-xml.ts';
import { add } from '#lib/feeds/xml.ts';
import { newestOf, type Page, type Site, xmlPage } from './page.ts';
import { sitemap } from './sitemap.ts';

/** The articles of an archive. A sitemap may name nothing of another host. */
export function renderArchiveSitemap(site: Site & { readonly articles: readonly ArticleView[] }): Page {
  const { publication, publicUrl, articles } = site;
  const urls = sitemap('urlset');
  for (const article of articles) {
    if (!isReadHere(article, publicUrl)) continue;
    const url = add(urls, { name: 'url' });
    add(url, { name: 'loc', text: article.url });
    const changed = instantIn(updatedOf(article));
    if (changed) add(url, { name: 'lastmod', text: changed });
  }
  return xmlPage(written(urls), newestOf(publication, ...articles));
}
