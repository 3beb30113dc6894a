import { instant } from '#lib/domain/instant.ts';
import { sitemapPath } from '#lib/domain/page-url.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Page } from './page.ts';

interface Host {
  readonly publicUrl: string;
  readonly publications: readonly PublicationId[];
}

/** Everything may be crawled but the API and the hub. Without its `$`, `/hub` would shut out a publication named `hub-city`, too. */
export function renderRobots({ publicUrl, publications }: Host): Page {
  const sitemaps = publications.map((publication) => `Sitemap: ${publicUrl}${sitemapPath(publication)}\n`);
  return {
    body: ['User-agent: *\n', 'Disallow: /v1/\n', 'Disallow: /hub$\n', '\n', ...sitemaps]
      .join('')
      .replace(/\n+$/, '\n'),
    contentType: 'text/plain; charset=utf-8',
    modified: instant(new Date(0)),
  };
}
