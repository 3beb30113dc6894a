import type { PublisherRoute } from '#lib/http/routes.ts';
import { ARTICLE_OPERATIONS } from './articles.ts';
import { AUTHOR_OPERATIONS } from './authors.ts';
import { BATCH_OPERATIONS } from './batches.ts';
import { EVENT_OPERATIONS } from './events.ts';
import { KEY_OPERATIONS } from './keys.ts';
import type { Operation } from './operation.ts';
import { PUBLICATION_OPERATIONS } from './publications.ts';
import { REVISION_OPERATIONS } from './revisions.ts';

/** What every route of publishers takes and answers: the document, the client and the tests are derived from it. */
export const OPERATIONS = {
  ...PUBLICATION_OPERATIONS,
  ...AUTHOR_OPERATIONS,
  ...ARTICLE_OPERATIONS,
  ...BATCH_OPERATIONS,
  ...REVISION_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...KEY_OPERATIONS,
} as const satisfies Record<PublisherRoute, Operation>;
