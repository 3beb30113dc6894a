import { type Instant, later } from '#lib/domain/instant.ts';
import { LEASE_SECONDS, type SubscriptionId, topicIdOf } from '#lib/domain/subscription.ts';
import { feedTag } from '#lib/feeds/version.ts';
import { currentOf } from './announce-topics.ts';
import type { Outbound, OutboundOutcome } from './delivery-ports.ts';
import type { CurrentFeed, FeedStateDeps } from './feed-state.ts';
import type { Intent, Intents, Subscription, Subscriptions, Topics } from './hub-ports.ts';
import { isTaken } from './outcome.ts';
import type { Ids, Watermarks } from './ports.ts';
import { topicUrl } from './topic-url.ts';

export interface VerifyDeps extends FeedStateDeps {
  readonly ids: Ids;
  readonly intents: Intents;
  readonly outbound: Outbound;
  readonly subscriptions: Subscriptions;
  readonly topics: Topics;
  readonly watermarks: Pick<Watermarks, 'get' | 'advance' | 'standing'>;
}

/** Subscribers that a shard of a topic takes: sixty thousand a topic. */
const MOST_PER_SHARD = 4_000;

/**
 * Asks a subscriber whether it wants what was asked for in its name (WebSub §5.3). What it had before stays as it was until
 * it says so, and if it does not (§5.1).
 */
export async function verifyIntent(id: SubscriptionId, deps: VerifyDeps): Promise<string> {
  const intent = await deps.intents.get(id);
  if (!intent) return 'settled';
  const current = await currentOf({ key: intent.topic }, deps);
  const denial = intent.mode === 'subscribe' ? await reasonToDeny(intent, { current, ...deps }) : undefined;
  if (denial) {
    await ask(intent, { 'hub.mode': 'denied', 'hub.reason': denial }, deps);
    await deps.intents.drop(intent);
    return 'denied';
  }
  const challenge = Buffer.from(deps.ids.random(24)).toString('base64url');
  const lease = intent.mode === 'subscribe' ? { 'hub.lease_seconds': String(intent.leaseSeconds) } : {};
  const outcome = await ask(intent, { 'hub.mode': intent.mode, 'hub.challenge': challenge, ...lease }, deps);
  if (isConsent(outcome, challenge)) return carryOut(intent, { current, ...deps });
  await deps.intents.drop(intent);
  return 'unverified';
}

const isConsent = (outcome: OutboundOutcome, challenge: string): boolean =>
  isTaken(outcome) && 'body' in outcome && outcome.body === challenge;

type Verifying = VerifyDeps & { readonly current: CurrentFeed | undefined };

async function reasonToDeny({ id, topic }: Intent, { current, subscriptions, topics }: Verifying) {
  if (!current) return 'the feed is no longer there';
  const shards = (await topics.get(topic.publication, topicIdOf(topic)))?.shards.values() ?? [];
  if (Math.max(0, ...shards) < MOST_PER_SHARD || (await subscriptions.get(id))) return undefined;
  return 'the topic has as many subscribers as it takes';
}

/** The callback's own query is kept, and ours appended to it (WebSub §5.3). */
function ask({ callback, topic }: Intent, parameters: Record<string, string>, { outbound, publicUrl }: VerifyDeps) {
  const url = new URL(callback);
  const added = new URLSearchParams({ 'hub.topic': topicUrl(topic, publicUrl), ...parameters });
  url.search = url.search ? `${url.search}&${added}` : `?${added}`;
  return outbound.send({ method: 'GET', url: url.href, headers: {} });
}

async function carryOut(intent: Intent, deps: Verifying): Promise<string> {
  const { clock, intents } = deps;
  if (intent.mode === 'unsubscribe') return intents.carryOut(intent, undefined);
  const { id, callback, secret, leaseSeconds } = intent;
  const after = (seconds: number) => later(clock.now(), seconds * 1000);
  const subscription: Subscription = { id, callback, secret, leaseUntil: after(leaseSeconds) };
  await follow(intent, { until: after(LEASE_SECONDS.most), ...deps });
  return intents.carryOut(intent, subscription);
}

/**
 * The hub's watermark, then the topic, then the subscription: from each on nothing is missed of the next. The topic's version
 * was read before all of them.
 */
async function follow(
  { id, topic }: Intent,
  { until, current, ...deps }: Verifying & { until: Instant },
): Promise<void> {
  const { subscriptions, topics, watermarks } = deps;
  const { index, hub } = await watermarks.standing(topic.publication);
  if (hub === undefined) await watermarks.advance(topic.publication, { reader: 'hub', to: index });
  const announced = current ? feedTag(current.version, NO_HASH) : '';
  await topics.follow(topic, { id, until, announced, isNew: (await subscriptions.get(id)) === undefined });
}

/** In place of the hash of a body that nobody was told of. */
const NO_HASH = '0'.repeat(24);
