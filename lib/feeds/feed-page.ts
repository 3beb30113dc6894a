import type { FeedId } from '#lib/domain/feed.ts';
import { frontPath, listPath } from '#lib/domain/page-url.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { webUrl } from './safe.ts';

const WITH_PAGES: ReadonlySet<FeedId['kind']> = new Set(['section', 'tag', 'author']);

interface At {
  readonly publication: Publication;
  readonly publicUrl: string;
}

/** The publication's own page, or its front page here. */
export const homePage = ({ publication: { id, url }, publicUrl }: At): string =>
  webUrl(url) ?? `${publicUrl}${frontPath(id)}`;

/** Where people read what is in a feed. Archives and composed feeds have no page of their own. */
export const feedPage = (feed: FeedId, at: At): string =>
  WITH_PAGES.has(feed.kind) ? `${at.publicUrl}${listPath(feed, at.publication.id)}` : homePage(at);
