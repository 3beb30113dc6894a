import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoFeedEntries } from '#lib/storage/dynamo-feed-entries.ts';
import { dynamoFeedHeads } from '#lib/storage/dynamo-feed-heads.ts';
import { dynamoLeftovers } from '#lib/storage/dynamo-leftovers.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { Store } from '#lib/storage/store.ts';
import type { Publications } from '#lib/usecases/ports.ts';
import type { RebuildDeps } from '#lib/usecases/rebuild-index.ts';
import { systemClock, systemIds, systemPauses } from './system.ts';

/** What it takes to write the index of every publication anew, straight at the table. */
export const rebuildRuntime = (store: Store): RebuildDeps & { publications: Pick<Publications, 'ids'> } => ({
  articles: dynamoArticles(store),
  clock: systemClock,
  entries: dynamoFeedEntries(store),
  heads: dynamoFeedHeads(store),
  ids: systemIds,
  leftovers: dynamoLeftovers(store),
  pauses: systemPauses,
  publications: dynamoPublications(store),
  watermarks: dynamoWatermarks(store),
});
