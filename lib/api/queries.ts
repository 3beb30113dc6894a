import * as z from 'zod';
import { ArticleStatus } from '#lib/domain/article.ts';
import { ExternalId } from '#lib/domain/article-draft.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { Instant } from '#lib/domain/instant.ts';
import { TermName } from '#lib/domain/slug.ts';

const number = (error: string) => z.coerce.number<number>({ error }).int();

const limit = (most: number, usual: number) => number('a whole number').min(1).max(most).default(usual);

/** What every list may be asked. */
export const PageQuery = z.strictObject({
  limit: limit(100, 20),
  cursor: z.string().describe('The `cursor` of the page before').optional(),
});

export const ArticlesQuery = PageQuery.extend({
  status: ArticleStatus.describe('`published` when left out; of an external id, whatever it is').optional(),
  section: TermName.optional(),
  tag: TermName.optional(),
  author: AuthorId.optional(),
  since: Instant.optional(),
  until: Instant.optional(),
  externalId: ExternalId.optional(),
});

/** In seconds. API Gateway waits 30 for an answer. */
export const LONGEST_WAIT = 20;

export const EventsQuery = z.strictObject({
  after: number('a sequence, 0 or greater').min(0).default(0).describe('The last sequence that is known already'),
  limit: limit(1000, 100),
  wait: number('a whole number')
    .min(0)
    .max(LONGEST_WAIT)
    .describe('Seconds to wait for an event when there is none; of an event stream 20 when left out')
    .optional(),
});
