import { feedLinks } from '#lib/domain/feed.ts';
import { type Instant, later } from '#lib/domain/instant.ts';
import { hubSignature, restMs } from '#lib/domain/subscription.ts';
import { contentTypeOf } from '#lib/feeds/media-types.ts';
import { chanceFrom } from './chance.ts';
import type { Outbound, Vault } from './delivery-ports.ts';
import type { FeedKey } from './feed-ports.ts';
import type { CurrentFeed } from './feed-state.ts';
import type { FeedBodies, Subscription, Subscriptions } from './hub-ports.ts';
import type { InFlight } from './in-flight.ts';
import { isGone, isTaken } from './outcome.ts';
import type { Clock, Ids } from './ports.ts';
import { topicUrl } from './topic-url.ts';

export interface PostFeedDeps {
  readonly bodies: FeedBodies;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly inFlight: InFlight;
  readonly outbound: Outbound;
  readonly publicUrl: string;
  readonly subscriptions: Subscriptions;
  readonly vault: Vault;
}

/** What all subscribers of a topic are sent alike. */
export interface Posting {
  readonly topic: FeedKey;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** The feed as it is now, whole, and as readers get it. */
export async function postingOf(
  topic: FeedKey,
  { current, bodies, publicUrl }: { current: CurrentFeed } & Pick<PostFeedDeps, 'bodies' | 'publicUrl'>,
): Promise<Posting> {
  const { bytes: body } = await bodies.bodyOf(topic, current);
  const link = feedLinks(topicUrl(topic, publicUrl), publicUrl);
  return {
    ...{ topic, body },
    headers: { 'content-type': contentTypeOf(topic.format), link },
  };
}

/** One subscriber, once. What came of it is written only where it changes something: most of the time it does not. */
export async function postFeed(
  subscription: Subscription,
  { posting, ...deps }: PostFeedDeps & { posting: Posting },
): Promise<void> {
  const { id, callback, trouble } = subscription;
  const { topic, body, headers } = posting;
  const { inFlight, outbound, subscriptions } = deps;
  const outcome = await inFlight(async () => {
    const signature = await signatureOf(subscription, { posting, vault: deps.vault });
    return outbound.send({ method: 'POST', url: callback, headers: { ...headers, ...signature }, body });
  });
  if (isGone(outcome)) return subscriptions.end(subscription);
  if (isTaken(outcome)) return trouble && subscriptions.recover(id);
  const failures = (trouble?.failures ?? 0) + 1;
  await subscriptions.trouble({ publication: topic.publication, id }, { failures, retryAt: retryAt(failures, deps) });
}

async function signatureOf({ id, secret }: Subscription, { posting, vault }: { posting: Posting; vault: Vault }) {
  if (!secret) return {};
  const opened = await vault.open(secret, { publication: posting.topic.publication, subscription: id });
  return { 'x-hub-signature': hubSignature(posting.body, opened) };
}

const retryAt = (failures: number, { clock, ids }: PostFeedDeps): Instant =>
  later(clock.now(), restMs(failures, chanceFrom(ids)));
