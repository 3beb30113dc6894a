import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoFeedRows } from '#lib/storage/dynamo-feed-rows.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { dynamoRenderedFeeds } from '#lib/storage/dynamo-rendered-feeds.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { RefreshDeps } from '#lib/usecases/refresh-feeds.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';

/** What it takes to render feeds: for the function that serves them as for those that refresh them. */
export function feedsRuntime(env: NodeJS.ProcessEnv): RefreshDeps {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL']);
  const store = storeOf(variables);
  return {
    articles: dynamoArticles(store),
    log: dynamoLog(store),
    publications: dynamoPublications(store),
    rendered: dynamoRenderedFeeds(store),
    rows: dynamoFeedRows(store),
    watermarks: dynamoWatermarks(store),
    publicUrl: variables.PUBLIC_URL,
  };
}
