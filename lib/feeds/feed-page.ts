import type { FeedId } from '#lib/domain/feed.ts';

const FOLDERS: Partial<Record<FeedId['kind'], string>> = { section: 'sections', tag: 'tags', author: 'authors' };

/** The page of the list that a feed is of; nothing when it is of no list that has one. */
export function feedPage(feed: FeedId, at: { publicUrl: string; publication: string }): string | undefined {
  const folder = FOLDERS[feed.kind];
  if (!folder || !('name' in feed)) return undefined;
  return `${at.publicUrl}/${at.publication}/${folder}/${encodeURIComponent(feed.name)}/`;
}
