import type { PublicationId } from '#lib/domain/publication.ts';
import type { SubscriptionId } from '#lib/domain/subscription.ts';
import { type DistributeDeps, distributeFeed, redeliverFeed } from './distribute-feed.ts';
import type { Chunk } from './hub-ports.ts';
import { type VerifyDeps, verifyIntent } from './verify-intent.ts';

/** What the hub has to do: send a feed to some of its subscribers, or something to one of them. */
export type HubWork =
  | ({ readonly kind: 'distribute' } & Chunk)
  | {
      readonly kind: 'verify' | 'redeliver';
      readonly publication: PublicationId;
      readonly subject: SubscriptionId;
    };

export async function distribute(work: HubWork, deps: DistributeDeps & VerifyDeps): Promise<void> {
  if (work.kind === 'distribute') await distributeFeed(work, deps);
  else if (work.kind === 'verify') await verifyIntent(work.subject, deps);
  else await redeliverFeed(work, deps);
}
