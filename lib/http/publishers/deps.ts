import type { KeyMode } from '#lib/domain/key.ts';
import type { AppendDeps } from '#lib/usecases/append.ts';
import type { Articles, Authors, Keys, Publications, Receipts } from '#lib/usecases/ports.ts';
import type { FeedRows, Relations } from '#lib/usecases/reader-ports.ts';

/** All that the publishers' routes work with. */
export interface PublisherDeps extends AppendDeps {
  readonly articles: Articles;
  readonly authors: Authors;
  readonly keyMode: KeyMode;
  readonly keys: Keys;
  readonly publications: Publications;
  readonly receipts: Receipts;
  readonly relations: Relations;
  readonly rows: FeedRows;
}
