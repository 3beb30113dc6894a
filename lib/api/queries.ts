import * as z from 'zod';
import { ArticleStatus } from '#lib/domain/article.ts';
import { ExternalId } from '#lib/domain/article-draft.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { Instant } from '#lib/domain/instant.ts';
import { LAST_SEQUENCE } from '#lib/domain/sequence.ts';
import { TermName } from '#lib/domain/slug.ts';

/** A whole number in decimal digits. What is not one, such as an empty parameter, is left for the schema to refuse. */
const number = (least: number, most: number) =>
  z.preprocess((text: number) => (/^-?\d+$/.test(String(text)) ? Number(text) : text), z.int().min(least).max(most));

const limit = (most: number, usual: number) => number(1, most).default(usual);

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
  after: number(0, LAST_SEQUENCE).default(0).describe('The last sequence that is known already'),
  limit: limit(1000, 100),
  wait: number(0, LONGEST_WAIT)
    .describe('Seconds to wait for an event when there is none; of an event stream 20 when left out')
    .optional(),
});
