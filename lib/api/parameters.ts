import * as z from 'zod';
import { ArticleId } from '#lib/domain/article.ts';
import { ExternalId } from '#lib/domain/article-draft.ts';
import { AuthorId } from '#lib/domain/author.ts';
import type { FailureCode } from '#lib/domain/failure.ts';
import { PublicationId } from '#lib/domain/publication.ts';

interface Parameter {
  readonly schema: z.ZodType;
  readonly description: string;
  /** What a route with it can be refused with. */
  readonly refusals: readonly FailureCode[];
}

/** The variables that paths are made with. */
export const PATH_PARAMETERS = {
  publication: {
    schema: PublicationId,
    description: 'The id of a publication',
    refusals: ['publication.missing'],
  },
  author: { schema: AuthorId, description: 'The id of an author', refusals: ['author.missing'] },
  article: {
    schema: ArticleId,
    description: 'The id of an article',
    refusals: ['article.missing', 'article.deleted'],
  },
  sequence: {
    schema: z.string().regex(/^\d{1,12}$/),
    description: 'The place of an event in the log: 1, 2, 3 …',
    refusals: ['event.missing'],
  },
  externalId: { schema: ExternalId, description: 'Your own name for the article', refusals: [] },
  revision: {
    schema: z.string().regex(/^[1-9]\d{0,7}$/),
    description: 'A revision of the article: 1, 2, 3 …',
    refusals: ['revision.missing'],
  },
  key: { schema: z.string(), description: 'The id of a key', refusals: ['key.unknown'] },
} as const satisfies Record<string, Parameter>;

/** What a request must or may carry besides its key, where an operation says so. */
export const REQUEST_HEADERS = {
  'If-Match': {
    schema: z.string(),
    description: 'The `ETag` of the article as you know it',
    refusals: ['article.unconditional', 'article.stale'],
  },
  'Idempotency-Key': {
    schema: z.string(),
    description: 'A string of your own: a request that is repeated with it within 24 hours is carried out once',
    refusals: ['idempotency-key.malformed', 'idempotency-key.reused'],
  },
} as const satisfies Record<string, Parameter>;
export type RequestHeader = keyof typeof REQUEST_HEADERS;

const ANSWER_HEADERS = {
  ETag: 'What a later change is conditional on',
  'Last-Modified': 'When it changed last',
  Link: 'Where the next page is (`rel="next"`), when there is one',
  Location: 'Where it is from now on',
} as const;
export type AnswerHeader = keyof typeof ANSWER_HEADERS;
