import type { PublicationId } from '#lib/domain/publication.ts';
import type { SubscriptionId } from '#lib/domain/subscription.ts';
import { announceTopic, scanTopics } from './announce-topics.ts';
import { type DistributeDeps, distributeFeed, redeliverFeed } from './distribute-feed.ts';
import type { Chunk, TopicOf, TopicScan } from './hub-ports.ts';
import { type VerifyDeps, verifyIntent } from './verify-intent.ts';

/** What the hub has to do: find feeds that have changed, send one to some of its subscribers, or something to one of them. */
export type HubWork =
  | ({ readonly kind: 'scan' } & TopicScan)
  | ({ readonly kind: 'announce' } & TopicOf)
  | ({ readonly kind: 'distribute' } & Chunk)
  | {
      readonly kind: 'verify' | 'redeliver';
      readonly publication: PublicationId;
      readonly subject: SubscriptionId;
    };

export async function distribute(work: HubWork, deps: DistributeDeps & VerifyDeps): Promise<void> {
  switch (work.kind) {
    case 'scan':
      return scanTopics(work, deps);
    case 'announce':
      await announceTopic(work, deps);
      return;
    case 'distribute':
      await distributeFeed(work, deps);
      return;
    case 'verify':
      await verifyIntent(work.subject, deps);
      return;
    case 'redeliver':
      await redeliverFeed(work, deps);
  }
}
