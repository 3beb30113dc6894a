import type { Publication } from '#lib/domain/publication.ts';
import { type ComposeDeps, composeFeed } from './compose-feed.ts';
import { refuseUnlessThere } from './feed-is-there.ts';
import type { Log, Publications } from './ports.ts';
import { readPublication } from './read-publication.ts';
import type { FeedKey } from './reader-ports.ts';

export interface WantFeedDeps extends ComposeDeps {
  readonly log: Pick<Log, 'head' | 'read'>;
  readonly publications: Publications;
}

/** Has a feed rendered on every change from now on, if there is one. Its articles are read after, so that none is missed. */
export async function wantFeed(key: FeedKey, deps: WantFeedDeps): Promise<Publication> {
  const { clock, documents } = deps;
  const { subject } = key;
  const publication = await readPublication(key.publication, deps);
  await refuseUnlessThere(key, deps);
  if (subject.kind === 'composed') await composeFeed({ publication: publication.id, subject }, deps);
  await documents.want(key, clock.now());
  return publication;
}
