import { Failure } from '#lib/domain/failure.ts';
import { feedName } from '#lib/domain/feed.ts';
import type { Publication } from '#lib/domain/publication.ts';
import { type ComposeDeps, composeFeed } from './compose-feed.ts';
import { isThere } from './feed-is-there.ts';
import type { Log, Publications } from './ports.ts';
import type { FeedKey } from './reader-ports.ts';

export interface WantFeedDeps extends ComposeDeps {
  readonly log: Pick<Log, 'head' | 'read'>;
  readonly publications: Publications;
}

/** Has a feed rendered on every change from now on, if there is one. Its articles are read after, so that none is missed. */
export async function wantFeed(key: FeedKey, deps: WantFeedDeps): Promise<Publication> {
  const { clock, documents, publications } = deps;
  const publication = await publications.get(key.publication);
  if (!publication) throw new Failure('publication.missing', `there is no publication '${key.publication}'`);
  const { subject } = key;
  if (!(await isThere(key, deps))) {
    throw new Failure('feed.missing', `'${key.publication}' has nothing in '${feedName(subject)}'`);
  }
  if (subject.kind === 'composed') await composeFeed({ publication: publication.id, subject }, deps);
  await documents.want(key, clock.now());
  return publication;
}
