import * as z from 'zod';
import { ArticleBatch } from '#lib/domain/article-draft.ts';
import { Slug } from '#lib/domain/slug.ts';
import type { Operations } from './operation.ts';

const BatchResult = z.object({
  status: z.literal(201),
  id: z.string(),
  slug: Slug,
  url: z.string(),
  etag: z.string(),
  location: z.string(),
  warnings: z.array(z.string()).optional(),
});
const BatchResults = z.object({ results: z.array(BatchResult) });

export const BATCH_SCHEMAS = { ArticleBatch, BatchResult, BatchResults };

export const BATCH_OPERATIONS = {
  'POST /v1/publications/{publication}/article-batches': {
    id: 'createArticles',
    summary: 'Publish up to 25 articles, all or none',
    tag: 'Articles',
    headers: { 'Idempotency-Key': 'optional' },
    body: ArticleBatch,
    answers: { 201: { description: 'What became of each, in their order', schema: BatchResults } },
    refusals: ['article.slug-taken', 'article.external-id-taken', 'publication.busy'],
  },
} as const satisfies Operations;
