import type { PublisherRoute } from '#lib/http/routes.ts';
import { ARTICLE_OPERATIONS, ARTICLE_SCHEMAS } from './articles.ts';
import { AUTHOR_OPERATIONS, AUTHOR_SCHEMAS } from './authors.ts';
import { BATCH_OPERATIONS, BATCH_SCHEMAS } from './batches.ts';
import { ENDPOINT_OPERATIONS, ENDPOINT_SCHEMAS } from './endpoints.ts';
import { EVENT_OPERATIONS, EVENT_SCHEMAS } from './events.ts';
import { KEY_OPERATIONS, KEY_SCHEMAS } from './keys.ts';
import type { Operation } from './operation.ts';
import { Problem } from './problem.ts';
import { PUBLICATION_OPERATIONS, PUBLICATION_SCHEMAS } from './publications.ts';
import { REVISION_OPERATIONS, REVISION_SCHEMAS } from './revisions.ts';

/** What every route of publishers takes and answers: the document, the client and the tests are derived from it. */
export const OPERATIONS = {
  ...PUBLICATION_OPERATIONS,
  ...AUTHOR_OPERATIONS,
  ...ARTICLE_OPERATIONS,
  ...BATCH_OPERATIONS,
  ...REVISION_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...ENDPOINT_OPERATIONS,
  ...KEY_OPERATIONS,
} as const satisfies Record<PublisherRoute, Operation>;

/** The schemas that the document shares, by name. */
export const SCHEMAS = {
  ...PUBLICATION_SCHEMAS,
  ...AUTHOR_SCHEMAS,
  ...ARTICLE_SCHEMAS,
  ...BATCH_SCHEMAS,
  ...REVISION_SCHEMAS,
  ...EVENT_SCHEMAS,
  ...ENDPOINT_SCHEMAS,
  ...KEY_SCHEMAS,
  Problem,
} as const;
export type SchemaName = keyof typeof SCHEMAS;
