import type { DocumentFormat } from '#lib/domain/document.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Publication } from '#lib/domain/publication.ts';
import type { Term } from '#lib/domain/term.ts';
import { safe } from '#lib/feeds/safe.ts';
import type { Html } from './html.ts';

/** What a page is, by its format. */
export const CONTENT_TYPES = {
  html: 'text/html; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  opml: 'text/x-opml; charset=utf-8',
  sitemap: 'application/xml; charset=utf-8',
} as const satisfies Partial<Record<DocumentFormat, string>>;

export type PageFormat = keyof typeof CONTENT_TYPES;

export interface Page {
  readonly body: string;
  readonly contentType: string;
  /** The newest of everything shown, as far as it is known. */
  readonly modified: Instant;
}

export interface Site {
  readonly publication: Publication;
  readonly publicUrl: string;
  readonly terms: readonly Term[];
}

/** Sections, tags or authors: the terms of a kind. */
export const termsOf = ({ terms }: Site, kind: FeedId['kind']): readonly Term[] =>
  terms.filter(({ feed }) => feed.kind === kind);

export const htmlPage = (document: Html, modified: Instant): Page => ({
  body: safe(String(document)),
  contentType: CONTENT_TYPES.html,
  modified,
});

export const xmlPage = (body: string, modified: Instant): Page => ({
  body,
  contentType: CONTENT_TYPES.sitemap,
  modified,
});

interface Dated {
  readonly modifiedAt: Instant;
}

/** Instants sort as text. */
export const newestOf = (first: Dated, ...others: readonly Dated[]): Instant =>
  [first, ...others]
    .map(({ modifiedAt }) => modifiedAt)
    .toSorted()
    .at(-1) ?? first.modifiedAt;
