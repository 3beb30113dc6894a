import { subjectName } from '#lib/domain/document.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Distribution, FollowedTopic, Topics } from './hub-ports.ts';
import { type OpenFeedDeps, openFeed } from './open-feed.ts';
import type { DocumentKey } from './reader-ports.ts';
import { type RefreshDeps, type RenderedBatch, refreshFeeds } from './refresh-feeds.ts';

export interface AnnounceDeps extends OpenFeedDeps {
  readonly distribution: Distribution;
  readonly topics: Topics;
}

/** Brings a publication's feeds up to its log, and tells their subscribers. */
export async function refreshAndAnnounce(
  publication: PublicationId,
  deps: RefreshDeps & AnnounceDeps,
): Promise<number> {
  const rendered = (batch: RenderedBatch) => announceFeeds(publication, { batch, ...deps });
  const refreshed = await refreshFeeds(publication, { ...deps, rendered });
  // Somebody else may have brought them up, and have been cut off before it told anybody.
  if (refreshed === 0) await announceFeeds(publication, deps);
  return refreshed;
}

/**
 * Tells subscribers of the feeds that have changed since they were last told. The hub has a mark of its own behind that of
 * the feeds, which moves when all of it is on its way: stopped anywhere, it tells some of them again and none too little.
 * Where it has fallen behind, it does not matter which events it was: every topic's tag is compared.
 */
async function announceFeeds(
  publication: PublicationId,
  { batch, ...deps }: AnnounceDeps & { batch?: RenderedBatch },
): Promise<void> {
  const { topics, watermarks, clock } = deps;
  const { feeds, hub } = await watermarks.standing(publication);
  if (hub === undefined || hub >= feeds) return;
  const followed = await topics.followed(publication, clock.now());
  const names = batch && hub >= batch.from ? new Set(batch.keys.map(nameOf)) : undefined;
  // A composed feed may have made way for another: then it is not rendered, but may have changed.
  const isTouched = ({ key }: FollowedTopic) => !names || key.subject.kind === 'composed' || names.has(nameOf(key));
  await announce(followed.filter(isTouched), deps);
  await watermarks.advance(publication, { reader: 'hub', to: feeds });
}

const nameOf = ({ subject, format }: DocumentKey): string => `${subjectName(subject)} ${format}`;

async function announce(followed: readonly FollowedTopic[], deps: AnnounceDeps): Promise<void> {
  const { distribution, documents, topics } = deps;
  const tags = await documents.newestTags(followed.map(({ key }) => key));
  for (const [index, topic] of followed.entries()) {
    const etag = tags[index] ?? (await openFeed(topic.key, deps)).etag;
    if (etag === topic.announced) continue;
    const { publication } = topic.key;
    await distribution.start([...topic.shards.keys()].map((shard) => ({ publication, topic: topic.id, shard })));
    await topics.announced(topic, etag);
  }
}
