import type { FeedId } from '#lib/domain/feed.ts';

const WITH_PAGES: ReadonlySet<FeedId['kind']> = new Set(['section', 'tag', 'author']);

/** The page of a list is the folder that its feeds are in. Archives and composed feeds have none. */
export const feedPage = ({ kind }: FeedId, self: string): string | undefined =>
  WITH_PAGES.has(kind) ? self.replace(/[^/]*$/, '') : undefined;
