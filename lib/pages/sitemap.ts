import type { Element } from '@xmldom/xmldom';
import { rootOf } from '#lib/feeds/xml.ts';

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** The empty document of a sitemap, or of the index of several. */
export const sitemap = (name: 'urlset' | 'sitemapindex', prefixes: Parameters<typeof rootOf>[1] = []): Element =>
  rootOf(`<?xml version="1.0" encoding="utf-8"?>\n<${name} xmlns="${SITEMAPS}"/>`, prefixes);
