import type { KeyMode } from '#lib/domain/key.ts';
import type { AppendDeps } from '#lib/usecases/append.ts';
import type { ChangeEndpointDeps } from '#lib/usecases/change-endpoint.ts';
import type { Deliveries } from '#lib/usecases/endpoint-ports.ts';
import type { FeedEntries } from '#lib/usecases/feed-ports.ts';
import type { Articles, Authors, Keys, Publications, Receipts, Watermarks } from '#lib/usecases/ports.ts';

/** All that the publishers' routes work with. */
export interface PublisherDeps extends AppendDeps, ChangeEndpointDeps {
  readonly articles: Articles;
  readonly authors: Authors;
  readonly deliveries: Deliveries;
  readonly entries: FeedEntries;
  readonly keyMode: KeyMode;
  readonly keys: Keys;
  readonly publications: Publications;
  readonly receipts: Receipts;
  readonly watermarks: Watermarks;
}
