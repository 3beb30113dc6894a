import { Failure } from '#lib/domain/failure.ts';
import { later } from '#lib/domain/instant.ts';
import { leaseOf, subscriptionIdOf } from '#lib/domain/subscription.ts';
import type { OutboundPolicy, Vault } from './delivery-ports.ts';
import type { FeedKey } from './feed-ports.ts';
import { type FeedStateDeps, readFeedState } from './feed-state.ts';
import type { HubUses, Intent, Intents } from './hub-ports.ts';
import type { Alarms, Ids } from './ports.ts';

export interface RequestDeps extends FeedStateDeps {
  readonly alarms: Alarms;
  readonly ids: Ids;
  readonly intents: Intents;
  readonly policy: OutboundPolicy;
  readonly uses: HubUses;
  readonly vault: Vault;
}

export interface SubscriptionRequest {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly topic: FeedKey;
  readonly callback: string;
  readonly leaseSeconds?: number | undefined;
  readonly secret?: string | undefined;
}

/** A lost ring is made good by the wheel, after so long. */
const SECOND_LOOK_MS = 60_000;

/**
 * Takes a request to subscribe, or to end that. Whether the subscriber wants it is asked later: what is answered now tells
 * nothing of that.
 */
export async function requestSubscription(request: SubscriptionRequest, deps: RequestDeps): Promise<void> {
  const { alarms, clock, ids, intents } = deps;
  const { topic, callback, mode, secret } = request;
  await admitCallback(callback, deps);
  await readFeedState({ publication: topic.publication, feed: topic.subject, consistent: false }, deps);
  const id = subscriptionIdOf(topic, callback);
  const context = { publication: topic.publication, subscription: id };
  const due = later(clock.now(), SECOND_LOOK_MS);
  const intent: Intent = {
    ...{ id, nonce: ids.next(), mode, topic, callback, due, leaseSeconds: leaseOf(request.leaseSeconds) },
    ...(secret && mode === 'subscribe' && { secret: await deps.vault.seal(secret, context) }),
  };
  await intents.put(intent);
  await alarms.set([{ kind: 'verify', publication: topic.publication, subject: id, inSeconds: 0 }]);
}

async function admitCallback(callback: string, { policy, uses, clock }: RequestDeps): Promise<void> {
  const complaint = await policy.complaint(callback);
  if (complaint) throw new Failure('request.invalid', `hub.callback is '${callback}', and ${complaint}`);
  const { host } = new URL(callback);
  if (await uses.admit(host, clock.now())) return;
  throw new Failure('hub.exhausted', `there were too many requests for '${host}' within this hour`, {
    extra: { retryAfter: 3_600 },
  });
}
