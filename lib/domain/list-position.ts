import type { ArticleId } from './article.ts';
import type { Instant } from './instant.ts';

/** Where an article stands in a list: by the instant the list is sorted by, then by id. */
export interface ListPosition {
  readonly at: Instant;
  readonly id: ArticleId;
}
