import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoAuthors } from '#lib/storage/dynamo-authors.ts';
import { dynamoDocuments } from '#lib/storage/dynamo-documents.ts';
import { dynamoFeedRows } from '#lib/storage/dynamo-feed-rows.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPlaces } from '#lib/storage/dynamo-places.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { dynamoRelations } from '#lib/storage/dynamo-relations.ts';
import { dynamoWatermarks } from '#lib/storage/dynamo-watermarks.ts';
import type { RefreshDeps } from '#lib/usecases/refresh-feeds.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';
import { systemClock } from './system.ts';

/** What it takes to render feeds: for the function that serves them as for those that refresh them. */
export function feedsRuntime(env: NodeJS.ProcessEnv): RefreshDeps {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL']);
  const store = storeOf(variables);
  return {
    articles: dynamoArticles(store),
    authors: dynamoAuthors(store),
    clock: systemClock,
    documents: dynamoDocuments(store),
    log: dynamoLog(store),
    places: dynamoPlaces(store),
    publications: dynamoPublications(store),
    relations: dynamoRelations(store),
    rows: dynamoFeedRows(store),
    watermarks: dynamoWatermarks(store),
    publicUrl: variables.PUBLIC_URL,
  };
}
