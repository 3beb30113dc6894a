import { Failure } from '#lib/domain/failure.ts';
import { FEED_FORMATS, type FeedId, feedName } from '#lib/domain/feed.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { placeArticle } from './place-article.ts';
import type { FeedKey, Log, Publications, Watermarks } from './ports.ts';
import { type RenderDeps, renderFeeds } from './render-feeds.ts';

export interface RefreshDeps extends RenderDeps {
  readonly log: Log;
  readonly watermarks: Watermarks;
  readonly publications: Publications;
}

const BATCH = 100;

/**
 * Brings a publication's feeds up to its log: the lists first, then every feed that an event touched and somebody has
 * asked for, then the watermark. In this order a feed first asked for meanwhile misses nothing: it asks, then reads.
 */
export async function refreshFeeds(publication: PublicationId, deps: RefreshDeps): Promise<number> {
  const start = await deps.watermarks.get(publication, 'feeds');
  let mark = start;
  for (;;) {
    const events = await deps.log.read(publication, { after: mark, limit: BATCH });
    const last = events.at(-1);
    if (!last) return mark - start;
    mark = Number(last.sequence);
    const touched: Touched = { feeds: new Map(), all: false };
    for (const event of events) await apply(event, { touched, deps });
    await render(publication, { touched, sequence: mark, deps });
    await deps.watermarks.advance(publication, { reader: 'feeds', to: mark });
    // What is written from now on rings again.
    if (events.length < BATCH) return mark - start;
  }
}

interface Touched {
  readonly feeds: Map<string, FeedId>;
  all: boolean;
}

async function apply(event: BulletinEvent, { touched, deps }: { touched: Touched; deps: RefreshDeps }): Promise<void> {
  const { data, time, partitionkey: publication } = event;
  if (event.type === 'bulletin.publication.updated.v1') {
    touched.all = true;
  } else if (data && 'status' in data) {
    for (const feed of await placeArticle({ publication, data, time }, deps.rows))
      touched.feeds.set(feedName(feed), feed);
    if (data.status === 'deleted') await deps.log.erase(data.id, { revision: data.revision, publication });
  }
}

async function render(
  publication: PublicationId,
  { touched, sequence, deps }: { touched: Touched; sequence: number; deps: RefreshDeps },
): Promise<void> {
  const keys = await wantedAmong(publication, { touched, deps });
  if (keys.length === 0) return;
  const current = await deps.publications.get(publication);
  if (!current) throw new Failure('publication.missing', `there is a log of '${publication}' and no publication`);
  await renderFeeds({ publication: current, keys, sequence }, deps);
}

function wantedAmong(
  publication: PublicationId,
  { touched, deps }: { touched: Touched; deps: RefreshDeps },
): Promise<readonly FeedKey[]> {
  if (touched.all) return deps.rendered.allWanted(publication);
  const feeds = [...touched.feeds.values()];
  return deps.rendered.wanted(feeds.flatMap((feed) => FEED_FORMATS.map((format) => ({ publication, feed, format }))));
}
