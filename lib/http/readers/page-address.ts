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
import type { DocumentKey } from '#lib/usecases/reader-ports.ts';

/** The page that a path means, and the one path that it has. */
export interface PageAddress {
  readonly key: DocumentKey & { readonly format: PageFormat };
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
  return found && { key: { publication, subject: found.subject, format: found.format }, path: found.path };
}

function pageIn(
  publication: PublicationId,
  [folder, name = '', document, ...beyond]: readonly string[],
): Found | undefined {
  if (beyond.length > 0) return undefined;
  if (document !== undefined) return folder === 'archive' ? sitemapOf(publication, { name, document }) : undefined;
  if (folder === undefined) {
    const subject = { kind: 'publication' } as const;
    return { subject, format: 'html', path: listPath(subject, publication) };
  }
  if (name === '') return discoveryIn(publication, folder);
  if (folder === 'articles') return articleIn(publication, name);
  const slug = Slug.safeParse(name).data;
  const kind = kindIn(folder);
  // Of an archive there is a sitemap, and no page.
  if (!slug || !kind || kind === 'archive') return undefined;
  const subject = { kind, name: slug };
  return { subject, format: 'html', path: listPath(subject, publication) };
}

function discoveryIn(publication: PublicationId, document: string): Found | undefined {
  const pages: Record<string, Found> = {
    feeds: { subject: { kind: 'places' }, format: 'html', path: feedsPath(publication) },
    'feeds.opml': { subject: { kind: 'places' }, format: 'opml', path: opmlPath(publication) },
    'news-sitemap.xml': { subject: { kind: 'news' }, format: 'sitemap', path: newsSitemapPath(publication) },
    'sitemap.xml': { subject: { kind: 'archives' }, format: 'sitemap', path: sitemapPath(publication) },
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

function sitemapOf(publication: PublicationId, { name, document }: { name: string; document: string }) {
  if (document !== 'sitemap.xml' || !/^(?:0|[1-9]\d{0,9})$/.test(name)) return undefined;
  const path = archiveSitemapPath(publication, Number(name));
  return { subject: { kind: 'archive', name }, format: 'sitemap', path } as const;
}
