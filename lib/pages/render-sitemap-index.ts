import { archiveSitemapPath, newsSitemapPath } from '#lib/domain/page-url.ts';
import { written } from '#lib/feeds/write-xml.ts';
import { add } from '#lib/feeds/xml.ts';
import { type Page, type Site, xmlPage } from './page.ts';
import { sitemap } from './sitemap.ts';

interface Sitemaps extends Site {
  readonly archives: number;
  readonly news: number;
}

/** Where the sitemaps of a publication are: those of its news, and one for each of its archives. */
export function renderSitemapIndex({ publication, publicUrl, archives, news }: Sitemaps): Page {
  const index = sitemap('sitemapindex');
  const ofArchives = Array.from({ length: archives }, (_, number) => archiveSitemapPath(publication.id, number));
  const ofNews = Array.from({ length: news }, (_, index) => newsSitemapPath(publication.id, index + 1));
  for (const path of [...ofNews, ...ofArchives])
    add(add(index, { name: 'sitemap' }), { name: 'loc', text: `${publicUrl}${path}` });
  return xmlPage(written(index), publication.modifiedAt);
}
