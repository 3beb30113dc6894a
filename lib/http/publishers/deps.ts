import type { AppendDeps } from '#lib/usecases/append.ts';
import type { Articles, Authors, FeedRows, Keys, Publications } from '#lib/usecases/ports.ts';

/** All that the publishers' routes work with. */
export interface PublisherDeps extends AppendDeps {
  readonly articles: Articles;
  readonly authors: Authors;
  readonly keys: Keys;
  readonly publications: Publications;
  readonly rows: FeedRows;
}
