import { Failure } from '#lib/domain/failure.ts';
import { feedName } from '#lib/domain/feed.ts';
import { composeFeed } from './compose-feed.ts';
import { isThere } from './feed-is-there.ts';
import type { Log, Publications, Watermarks } from './ports.ts';
import type { FeedKey, StoredDocument } from './reader-ports.ts';
import { type RenderDeps, renderFeeds } from './render-feeds.ts';

export interface OpenFeedDeps extends RenderDeps {
  readonly log: Pick<Log, 'head' | 'read'>;
  readonly publications: Publications;
  readonly watermarks: Watermarks;
}

/**
 * Renders a feed that nobody has asked for before. The wish is written first and the articles read after, so that
 * whatever is published in between is seen by this reading or by the next refresh.
 */
export async function openFeed(key: FeedKey, deps: OpenFeedDeps): Promise<StoredDocument> {
  const { clock, documents, publications, watermarks } = deps;
  const publication = await publications.get(key.publication);
  if (!publication) throw new Failure('publication.missing', `there is no publication '${key.publication}'`);
  if (!(await isThere(key, deps))) {
    throw new Failure('feed.missing', `'${key.publication}' has nothing in '${feedName(key.subject)}'`);
  }
  const { subject } = key;
  if (subject.kind === 'composed') await composeFeed({ publication: publication.id, subject }, deps);
  await documents.want(key, clock.now());
  const sequence = await watermarks.get(key.publication, 'feeds');
  const [stored] = await renderFeeds({ publication, keys: [key], sequence }, deps);
  if (!stored) throw new Failure('feed.missing', `'${feedName(subject)}' could not be rendered`);
  return stored;
}
