import type { PublisherDeps } from '#lib/http/publishers/deps.ts';
import { dynamoArticles } from '#lib/storage/dynamo-articles.ts';
import { dynamoAuthors } from '#lib/storage/dynamo-authors.ts';
import { dynamoFeedRows } from '#lib/storage/dynamo-feed-rows.ts';
import { dynamoKeys } from '#lib/storage/dynamo-keys.ts';
import { dynamoLog } from '#lib/storage/dynamo-log.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { dynamoReceipts } from '#lib/storage/dynamo-receipts.ts';
import { dynamoRelations } from '#lib/storage/dynamo-relations.ts';
import { environment } from './environment.ts';
import { storeOf } from './store.ts';
import { jitteredBackoff, systemClock, systemIds } from './system.ts';

export function publishersRuntime(env: NodeJS.ProcessEnv): PublisherDeps {
  const variables = environment(env, ['TABLE_NAME', 'PUBLIC_URL', 'KEY_MODE']);
  const store = storeOf(variables);
  return {
    articles: dynamoArticles(store),
    authors: dynamoAuthors(store),
    keyMode: variables.KEY_MODE,
    keys: dynamoKeys(store),
    log: dynamoLog(store),
    publications: dynamoPublications(store),
    receipts: dynamoReceipts(store),
    relations: dynamoRelations(store),
    rows: dynamoFeedRows(store),
    backoff: jitteredBackoff,
    clock: systemClock,
    ids: systemIds,
    publicUrl: variables.PUBLIC_URL,
  };
}
