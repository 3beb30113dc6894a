import { renderArticleMarkdown } from '#lib/pages/render-article-markdown.ts';
import { dynamoAuthors } from '#lib/storage/dynamo-authors.ts';
import { dynamoPublications } from '#lib/storage/dynamo-publications.ts';
import { environment } from './environment.ts';
import { feedsRuntime } from './feeds.ts';
import { storeOf } from './store.ts';

/** What it takes to render pages in all their forms. */
export function pagesRuntime(env: NodeJS.ProcessEnv) {
  const store = storeOf(environment(env, ['TABLE_NAME']));
  return {
    ...feedsRuntime(env),
    authors: dynamoAuthors(store),
    publications: dynamoPublications(store),
    articleMarkdown: renderArticleMarkdown,
  };
}
