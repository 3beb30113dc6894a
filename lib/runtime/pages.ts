import { renderArticleMarkdown } from '#lib/pages/render-article-markdown.ts';
import { feedsRuntime } from './feeds.ts';

/** What it takes to render pages in all their forms. */
export const pagesRuntime = (env: NodeJS.ProcessEnv) => ({
  ...feedsRuntime(env),
  articleMarkdown: renderArticleMarkdown,
});
