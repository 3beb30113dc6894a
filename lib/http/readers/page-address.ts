import type { Subject } from '#lib/domain/document.ts';
import { kindIn } from '#lib/domain/feed.ts';
import {
  archiveSitemapPath,
  articlePath,
  feedsPath,
  listPath,
  newsSitemapPath,
  opmlPath,
  sitemapPath,
} from '#lib/domain/page-url.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { Slug } from '#lib/domain/slug.ts';
import { decoded } from '#lib/http/request.ts';
import type { PageFormat } from '#lib/pages/page.ts';

/** The page that a path means, and the one path that it has. */
export interface PageAddress {
  readonly publication: PublicationId;
  readonly subject: Subject;
  readonly format: PageFormat;
  /** Percent-encoded. */
  readonly path: string;
}

type Found = { readonly subject: Subject; readonly format: PageFormat; readonly path: string };

const VARIANTS = { md: 'markdown', json: 'json' } as const;

/** Nothing when there can be no page. A list's path ends with a slash; without it, it is the same list. */
export function pageAddressOf(path: string): PageAddress | undefined {
  const [, first, ...rest] = path
    .replace(/(?<=.)\/$/, '')
    .split('/')
    .map(decoded);
  const { data: publication } = PublicationId.safeParse(first);
  const found = publication && pageIn(publication, rest);
  return found && { publication, ...found };
}

function pageIn(
  publication: PublicationId,
  [folder, name = '', document, ...beyond]: readonly string[],
): Found | undefined {
  if (beyond.length > 0) return undefined;
  if (document !== undefined) return sitemapOf(publication, { folder, name, document });
  if (folder === undefined) {
    const subject = { kind: 'publication' } as const;
    return { subject, format: 'html', path: listPath(subject, publication) };
  }
  if (name === '') return discoveryIn(publication, folder);
  if (folder === 'articles') return articleIn(publication, name);
  const slug = Slug.safeParse(name).data;
  const kind = kindIn(folder);
  // Of an archive there is a sitemap, of a language a feed, and of neither a page.
  if (!slug || !kind || kind === 'archive' || kind === 'language') return undefined;
  const subject = { kind, name: slug };
  return { subject, format: 'html', path: listPath(subject, publication) };
}

function discoveryIn(publication: PublicationId, document: string): Found | undefined {
  const pages: Record<string, Found> = {
    feeds: { subject: { kind: 'feeds' }, format: 'html', path: feedsPath(publication) },
    'feeds.opml': { subject: { kind: 'feeds' }, format: 'opml', path: opmlPath(publication) },
    'news-sitemap.xml': {
      subject: { kind: 'news', name: '1' },
      format: 'sitemap',
      path: newsSitemapPath(publication, 1),
    },
    'sitemap.xml': { subject: { kind: 'sitemaps' }, format: 'sitemap', path: sitemapPath(publication) },
  };
  return Object.hasOwn(pages, document) ? pages[document] : undefined;
}

function articleIn(publication: PublicationId, name: string): Found | undefined {
  const [, text, variant] = /^(.+?)(?:\.(md|json))?$/.exec(name) ?? [];
  const slug = Slug.safeParse(text).data;
  if (!slug) return undefined;
  const format = variant ? VARIANTS[variant as keyof typeof VARIANTS] : 'html';
  const path = `${articlePath({ publication, slug })}${variant ? `.${variant}` : ''}`;
  return { subject: { kind: 'article', name: slug }, format, path };
}

interface SitemapAt {
  readonly folder: string | undefined;
  readonly name: string;
  readonly document: string;
}

function sitemapOf(publication: PublicationId, { folder, name, document }: SitemapAt): Found | undefined {
  if (document !== 'sitemap.xml' || !/^(?:0|[1-9]\d{0,9})$/.test(name)) return undefined;
  const number = Number(name);
  if (folder === 'archive') {
    const path = archiveSitemapPath(publication, number);
    return { subject: { kind: 'archive', name }, format: 'sitemap', path };
  }
  // The first one has an address of its own.
  if (folder !== 'news' || number < 1) return undefined;
  return { subject: { kind: 'news', name }, format: 'sitemap', path: newsSitemapPath(publication, number) };
}
