import { publishedOf } from '#lib/domain/article-dates.ts';
import type { ArticleView } from '#lib/domain/article-view.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { isReadHere } from '#lib/domain/page-url.ts';
import { instantIn, languageIn } from '#lib/feeds/safe.ts';
import { written } from '#lib/feeds/write-xml.ts';
import { add } from '#lib/feeds/xml.ts';
import { tongueOf } from './language.ts';
import { newestOf, type Page, type Site, xmlPage } from './page.ts';
import { sitemap } from './sitemap.ts';

/** How long news is new, and how much of it a news sitemap holds. */
export const NEWS = { ms: 48 * 60 * 60 * 1000, most: 1000 } as const;

/** Google News: what was published in the last two days. https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
export function renderNewsSitemap(
  site: Site & { readonly articles: readonly ArticleView[]; readonly now: Instant },
): Page {
  const { publication, publicUrl, now } = site;
  const since = Date.parse(now) - NEWS.ms;
  const isNew = (article: ArticleView) => {
    const published = instantIn(publishedOf(article));
    return published !== undefined && Date.parse(published) >= since && isReadHere(article, publicUrl);
  };
  const articles = site.articles.filter(isNew).slice(0, NEWS.most);
  const urls = sitemap('urlset');
  for (const article of articles) {
    const url = add(urls, { name: 'url' });
    add(url, { name: 'loc', text: article.url });
    const news = add(url, { name: 'news:news' });
    const source = add(news, { name: 'news:publication' });
    add(source, { name: 'news:name', text: publication.title });
    const language = languageIn(article.language) ?? tongueOf(publication).lang;
    add(source, { name: 'news:language', text: newsLanguage(language) });
    add(news, { name: 'news:publication_date', text: publishedOf(article) });
    add(news, { name: 'news:title', text: article.title });
  }
  return xmlPage(written(urls), newestOf(publication, ...articles));
}

/** ISO 639, with no country or script but for the two ways to write Chinese. */
function newsLanguage(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  return language === 'zh' ? (script === 'Hant' ? 'zh-tw' : 'zh-cn') : language;
}
