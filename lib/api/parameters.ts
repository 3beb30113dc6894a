import * as z from 'zod';
import { ArticleId, RevisionNumber } from '#lib/domain/article.ts';
import { ExternalId } from '#lib/domain/article-draft.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { DeliveryId } from '#lib/domain/delivery.ts';
import { EndpointId } from '#lib/domain/endpoint.ts';
import type { FailureCode } from '#lib/domain/failure.ts';
import { KeyId } from '#lib/domain/key.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import type { PublisherRoute } from '#lib/http/routes.ts';

/** The names in a path's braces. */
export type VariableOf<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | VariableOf<Rest> : never;

interface Parameter {
  readonly schema: z.ZodType;
  readonly description: string;
  readonly example: string;
  /** What a route with it can be refused with. */
  readonly refusals: readonly FailureCode[];
}

interface Header extends Omit<Parameter, 'example'> {
  /** For where it is required. */
  readonly example?: string;
  /** What a request without it is refused with, where it is required. */
  readonly missing?: FailureCode;
}

/** The variables that paths are made with. */
export const PATH_PARAMETERS = {
  publication: {
    schema: PublicationId,
    description: 'The id of a publication',
    example: 'bulletin-news',
    refusals: ['publication.missing'],
  },
  author: {
    schema: AuthorId,
    description: 'The id of an author',
    example: 'mira-okonkwo-lindqvist',
    refusals: ['author.missing'],
  },
  article: {
    schema: ArticleId,
    description: 'The id of an article',
    example: 'art_01jdf0e8m3c2x9k4q7w5v6b8n1',
    refusals: ['article.missing', 'article.deleted'],
  },
  sequence: {
    schema: z.string().regex(/^\d{1,12}$/),
    description: 'The place of an event in the log: 1, 2, 3 …',
    example: '1',
    refusals: ['event.missing'],
  },
  externalId: { schema: ExternalId, description: 'Your own name for the article', example: 'cms-4711', refusals: [] },
  revision: {
    schema: RevisionNumber,
    description: 'A revision of the article: 1, 2, 3 …',
    example: '1',
    refusals: ['revision.missing'],
  },
  endpoint: {
    schema: EndpointId,
    description: 'The id of an endpoint',
    example: 'ep_01jdf0e8m3c2x9k4q7w5v6b8n1',
    refusals: ['endpoint.missing'],
  },
  delivery: {
    schema: DeliveryId,
    description: 'The id of a delivery, which is that of its event',
    example: '01jdf0e8m4v2a8d3c5r9t7x1k6',
    refusals: ['delivery.missing'],
  },
  key: {
    schema: KeyId,
    description: 'The id of a key',
    example: '01jdf0e8m3c2x9k4q7w5v6b8n1',
    refusals: ['key.unknown'],
  },
} as const satisfies Record<VariableOf<PublisherRoute>, Parameter>;

/** What a request must or may carry besides its key, where an operation says so. */
export const REQUEST_HEADERS = {
  'If-Match': {
    schema: z.string(),
    description: 'The `ETag` of the article as you know it',
    example: '"1"',
    refusals: ['article.stale'],
    missing: 'article.unconditional',
  },
  'Idempotency-Key': {
    schema: z.string(),
    description: 'A string of your own: a request that is repeated with it within 24 hours is carried out once',
    refusals: ['idempotency-key.malformed', 'idempotency-key.reused'],
  },
  'Last-Event-ID': {
    schema: z.string(),
    description: 'Of server-sent events: the last sequence that came, instead of `after`',
    refusals: [],
  },
} as const satisfies Record<string, Header>;
export type RequestHeader = keyof typeof REQUEST_HEADERS;
export type NeededHeaders = { readonly [Name in RequestHeader]?: 'required' | 'optional' };

export const headersOf = (headers: NeededHeaders): { name: string; required: boolean; header: Header }[] =>
  Object.entries(headers).map(([name, need]) => ({
    ...{ name, required: need === 'required' },
    header: REQUEST_HEADERS[name as RequestHeader],
  }));

export const ANSWER_HEADERS = {
  ETag: 'What a later change is conditional on',
  'Last-Modified': 'When it changed last',
  Link: 'Where the next page is (`rel="next"`), when there is one',
  Location: 'Where it is from now on',
} as const;
export type AnswerHeader = keyof typeof ANSWER_HEADERS;
