import * as z from 'zod';
import { ArticleStatus } from '#lib/domain/article.ts';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { Instant } from '#lib/domain/instant.ts';
import { Article } from './articles.ts';
import type { Operations } from './operation.ts';
import { PageQuery } from './queries.ts';

const RevisionSummary = z.object({
  revision: z.int().positive(),
  type: z.string().describe('Of the event that told of it'),
  time: Instant,
  sequence: z.int().positive(),
  title: z.string(),
  status: ArticleStatus,
});
const RevisionList = z.object({ revisions: z.array(RevisionSummary), cursor: z.string().optional() });
const Revision = RevisionSummary.extend({
  article: Article,
  draft: ArticleDraft.describe('What brings it back, when it is sent as a change'),
});

export const REVISION_SCHEMAS = { Revision, RevisionSummary, RevisionList };

export const REVISION_OPERATIONS = {
  'GET /v1/publications/{publication}/articles/{article}/revisions': {
    id: 'listRevisions',
    summary: 'List the revisions of an article, the newest first',
    tag: 'Articles',
    query: PageQuery,
    answers: { 200: { description: 'A page of revisions', schema: RevisionList, headers: ['Link'] } },
  },
  'GET /v1/publications/{publication}/articles/{article}/revisions/{revision}': {
    id: 'readRevision',
    summary: 'Read an article as it was',
    tag: 'Articles',
    answers: { 200: { description: 'The revision', schema: Revision } },
  },
} as const satisfies Operations;
