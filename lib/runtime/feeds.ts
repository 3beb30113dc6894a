import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoFeedEntries } from '#lib/storage/dynamo-feed-entries.ts';
import { dynamoFeedHeads } from '#lib/storage/dynamo-feed-heads.ts';
import { dynamoTombstones } from '#lib/storage/dynamo-tombstones.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';
import { systemClock } from './system.ts';

/** What it takes to say how a feed stands, and to render it. */
export function feedsRuntime(env: NodeJS.ProcessEnv) {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL']);
  const store = storeOf(variables);
  return {
    articles: dynamoArticles(store),
    clock: systemClock,
    entries: dynamoFeedEntries(store),
    heads: dynamoFeedHeads(store),
    tombstones: dynamoTombstones(store),
    watermarks: dynamoWatermarks(store),
    publicUrl: variables.PUBLIC_URL,
  };
}
