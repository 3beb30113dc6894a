import * as z from 'zod';
import { ArticleChange, ArticleDraft, Attachment, ChangeNotes, Image } from '#lib/domain/article-draft.ts';
import { ArticleView } from '#lib/domain/article-view.ts';
import { Byline } from '#lib/domain/author.ts';
import { Markup } from '#lib/domain/text.ts';
import { patchOf } from './merge-patch.ts';
import type { Operations } from './operation.ts';
import { ArticlesQuery } from './queries.ts';

export const Article = ArticleView.extend({
  warnings: z.array(z.string()).describe('What was taken out of the content that was sent').optional(),
});
const ArticleSummary = ArticleView.omit({ content: true });
const ArticleList = z.object({ articles: z.array(ArticleSummary), cursor: z.string().optional() });
const RelatedArticles = z.object({ articles: z.array(ArticleSummary) });
const ArticlePatch = patchOf({
  ...ArticleDraft.shape,
  ...ChangeNotes.shape,
  content: patchOf({ html: Markup.optional(), markdown: Markup.optional() }),
  image: patchOf(Image.shape).optional(),
});

export const ARTICLE_SCHEMAS = {
  ...{ Article, ArticleDraft, ArticleChange, ArticlePatch, ArticleSummary, ArticleList, RelatedArticles },
  ...{ Attachment, Byline, Image },
};

const shown = (description: string) => ({ description, schema: Article, headers: ['ETag', 'Last-Modified'] }) as const;
const created = { ...shown('The article as it became'), headers: ['Location', 'ETag', 'Last-Modified'] } as const;
const REPEATABLE = { 'Idempotency-Key': 'optional' } as const;
const CHANGE = { 'If-Match': 'required', ...REPEATABLE } as const;
const taken = ['article.slug-taken', 'article.external-id-taken', 'publication.busy'] as const;

export const ARTICLE_OPERATIONS = {
  'POST /v1/publications/{publication}/articles': {
    id: 'createArticle',
    summary: 'Publish an article, or keep a draft',
    tag: 'Articles',
    headers: REPEATABLE,
    body: ArticleDraft,
    answers: { 201: created },
    refusals: taken,
  },
  'GET /v1/publications/{publication}/articles': {
    id: 'listArticles',
    summary: 'List articles, the newest first, without their contents',
    tag: 'Articles',
    query: ArticlesQuery,
    answers: { 200: { description: 'A page of articles', schema: ArticleList, headers: ['Link'] } },
  },
  'PUT /v1/publications/{publication}/articles/by-external-id/{externalId}': {
    id: 'saveArticleByExternalId',
    summary: 'Make the article that you call so, or replace it',
    tag: 'Articles',
    headers: { 'If-Match': 'optional', ...REPEATABLE },
    body: ArticleChange,
    answers: { 200: shown('The article as it is now'), 201: created },
    refusals: taken,
  },
  'GET /v1/publications/{publication}/articles/{article}': {
    id: 'readArticle',
    summary: 'Read an article',
    tag: 'Articles',
    answers: { 200: shown('The article') },
  },
  'GET /v1/publications/{publication}/articles/{article}/related': {
    id: 'listRelatedArticles',
    summary: 'List what its readers may want to read next, the closest first',
    tag: 'Articles',
    answers: { 200: { description: 'Up to four published articles', schema: RelatedArticles } },
  },
  'PUT /v1/publications/{publication}/articles/{article}': {
    id: 'replaceArticle',
    summary: 'Replace an article',
    tag: 'Articles',
    headers: CHANGE,
    body: ArticleChange,
    answers: { 200: shown('The article as it is now') },
    refusals: taken,
  },
  'PATCH /v1/publications/{publication}/articles/{article}': {
    id: 'changeArticle',
    summary: 'Change what is named of an article',
    tag: 'Articles',
    headers: CHANGE,
    body: ArticlePatch,
    answers: { 200: shown('The article as it is now') },
    refusals: taken,
  },
  'DELETE /v1/publications/{publication}/articles/{article}': {
    id: 'deleteArticle',
    summary: 'Delete an article for good',
    tag: 'Articles',
    headers: CHANGE,
    answers: { 204: { description: 'The article is deleted' } },
    refusals: ['publication.busy'],
  },
} as const satisfies Operations;
