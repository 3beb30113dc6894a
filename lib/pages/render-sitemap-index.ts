import { archiveSitemapPath, newsSitemapPath } from '#lib/domain/page-url.ts';
import { add, written } from '#lib/feeds/xml.ts';
import { type Page, type Site, xmlPage } from './page.ts';
import { sitemap } from './sitemap.ts';

/** Where the sitemaps of a publication are: that of its news, and one for each of its archives. */
export function renderSitemapIndex({ publication, publicUrl, archives }: Site & { readonly archives: number }): Page {
  const index = sitemap('sitemapindex');
  const ofArchives = Array.from({ length: archives }, (_, number) => archiveSitemapPath(publication.id, number));
  for (const path of [newsSitemapPath(publication.id), ...ofArchives])
    add(add(index, { name: 'sitemap' }), { name: 'loc', text: `${publicUrl}${path}` });
  return xmlPage(written(index), publication.modifiedAt);
}
