import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoAuthors } from '#lib/storage/dynamo-authors.ts';
import { dynamoCourses } from '#lib/storage/dynamo-courses.ts';
import { dynamoDeliveries } from '#lib/storage/dynamo-deliveries.ts';
import { dynamoEndpoints } from '#lib/storage/dynamo-endpoints.ts';
import { dynamoFeedEntries } from '#lib/storage/dynamo-feed-entries.ts';
import { dynamoFeedHeads } from '#lib/storage/dynamo-feed-heads.ts';
import { dynamoHubUses } from '#lib/storage/dynamo-hub-uses.ts';
import { dynamoIntents } from '#lib/storage/dynamo-intents.ts';
import { dynamoKeyUses } from '#lib/storage/dynamo-key-uses.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { dynamoReceipts } from '#lib/storage/dynamo-receipts.ts';
import { dynamoSubscriptions } from '#lib/storage/dynamo-subscriptions.ts';
import { dynamoTimers } from '#lib/storage/dynamo-timers.ts';
import { dynamoTombstones } from '#lib/storage/dynamo-tombstones.ts';
import { dynamoTopics } from '#lib/storage/dynamo-topics.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { Store } from '#lib/storage/store.ts';

/** All that is remembered in a table, by the names of the ports. */
export const storesOf = (store: Store) => ({
  articles: dynamoArticles(store),
  authors: dynamoAuthors(store),
  courses: dynamoCourses(store),
  deliveries: dynamoDeliveries(store),
  endpoints: dynamoEndpoints(store),
  entries: dynamoFeedEntries(store),
  heads: dynamoFeedHeads(store),
  intents: dynamoIntents(store),
  hubUses: dynamoHubUses(store),
  keys: dynamoKeys(store),
  log: dynamoLog(store),
  publications: dynamoPublications(store),
  receipts: dynamoReceipts(store),
  subscriptions: dynamoSubscriptions(store),
  timers: dynamoTimers(store),
  tombstones: dynamoTombstones(store),
  topics: dynamoTopics(store),
  uses: dynamoKeyUses(store),
  watermarks: dynamoWatermarks(store),
});
