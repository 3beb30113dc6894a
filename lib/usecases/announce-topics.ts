import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { feedTag, feedTagIn, isSameVersion } from '#lib/feeds/version.ts';
import { type CurrentFeed, type FeedStateDeps, readFeedState } from './feed-state.ts';
import type { Distribution, FeedBodies, FollowedTopic, TopicOf, TopicScan, Topics } from './hub-ports.ts';
import type { Watermarks } from './ports.ts';

export interface AnnounceDeps extends FeedStateDeps {
  readonly distribution: Distribution;
  readonly bodies: FeedBodies;
  readonly topics: Topics;
  readonly watermarks: Pick<Watermarks, 'get' | 'advance' | 'standing'>;
}

/** Topics that one step looks at. */
const STEP = 50;

/** Has the topics of a publication looked at, where anybody subscribes and something was indexed since it was last done. */
export async function startAnnouncing(
  publication: PublicationId,
  { watermarks, distribution }: Pick<AnnounceDeps, 'watermarks' | 'distribution'>,
): Promise<void> {
  const { index, hub } = await watermarks.standing(publication);
  if (hub !== undefined && hub < index) await distribution.scan({ publication, upTo: index });
}

/**
 * Looks at some of a publication's topics, and has those announced whose version is another than the one that subscribers
 * know. The rest is left to a further step; the watermark of the hub moves with the last one. Stopped anywhere, it tells some
 * again and none too little.
 */
export async function scanTopics(scan: TopicScan, deps: AnnounceDeps): Promise<void> {
  const { clock, distribution, topics, watermarks } = deps;
  const { publication, upTo, after } = scan;
  const { topics: found, next } = await topics.followed(publication, { now: clock.now(), limit: STEP, after });
  const changed: TopicOf[] = [];
  for (const topic of found) {
    const current = await currentOf(topic, deps);
    const known = feedTagIn(topic.announced ?? '');
    if (current && !(known && isSameVersion(known, current.version))) changed.push({ publication, topic: topic.id });
  }
  await distribution.announce(changed);
  if (next) await distribution.scan({ ...scan, after: next });
  else await watermarks.advance(publication, { reader: 'hub', to: upTo });
}

/** A feed that is gone is told of no more. */
export async function currentOf(
  { key }: Pick<FollowedTopic, 'key'>,
  deps: FeedStateDeps,
): Promise<CurrentFeed | undefined> {
  try {
    return await readFeedState({ publication: key.publication, feed: key.subject, consistent: true }, deps);
  } catch (error) {
    if (error instanceof Failure && error.kind === 'missing') return undefined;
    throw error;
  }
}

/** Tells a topic's subscribers of its body, unless its bytes are those that they know already. */
export async function announceTopic(
  { publication, topic: id }: TopicOf,
  deps: AnnounceDeps,
): Promise<'announced' | 'unchanged'> {
  const { distribution, topics } = deps;
  const topic = await topics.get(publication, id);
  const current = topic && (await currentOf(topic, deps));
  if (!current) return 'unchanged';
  const { hash } = await deps.bodies.bodyOf(topic.key, current);
  const isKnown = feedTagIn(topic.announced ?? '')?.hash === hash;
  if (!isKnown) await distribution.start([...topic.shards.keys()].map((shard) => ({ publication, topic: id, shard })));
  await topics.announced(topic, feedTag(current.version, hash));
  return isKnown ? 'unchanged' : 'announced';
}
