import { type Element, rootOf } from '#lib/feeds/xml.ts';

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The empty document of a sitemap, or of the index of several. */
export const sitemap = (name: 'urlset' | 'sitemapindex'): Element => rootOf(`<${name} xmlns="${SITEMAPS}"/>`);
