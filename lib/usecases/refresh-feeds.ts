import { type Subject, subjectName } from '#lib/domain/document.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Sequence } from '#lib/domain/sequence.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';
import { slugsIn } from '#lib/events/feed-places.ts';
import type { PageDeps } from './page-of.ts';
import { placeArticle } from './place-article.ts';
import type { Log, Publications, Watermarks } from './ports.ts';
import type { DocumentKey, Places, Relations } from './reader-ports.ts';
import { relateArticles } from './relate-articles.ts';
import { renderDocuments } from './render-documents.ts';

export interface RefreshDeps extends PageDeps {
  readonly log: Log;
  readonly places: Places;
  readonly publications: Publications;
  readonly relations: Relations;
  readonly watermarks: Watermarks;
  /** Is told of what was rendered, once the watermark has moved over it. */
  readonly rendered?: (batch: RenderedBatch) => Promise<void>;
}

/** From which mark on, and what. */
export interface RenderedBatch {
  readonly from: Sequence;
  readonly keys: readonly DocumentKey[];
}

const BATCH = 100;

/**
 * Brings a publication's documents up to its log: the lists first, then every document that an event touched and
 * somebody has asked for, then the watermark. In this order one first asked for meanwhile misses nothing: it asks,
 * then reads.
 */
export async function refreshFeeds(publication: PublicationId, deps: RefreshDeps): Promise<number> {
  const start = await deps.watermarks.get(publication, 'feeds');
  let mark = start;
  for (;;) {
    const events = await deps.log.read(publication, { after: mark, limit: BATCH });
    const last = events.at(-1);
    if (!last) return mark - start;
    const from = mark;
    mark = Number(last.sequence);
    const compositions = (await deps.documents.compositions(publication)).map(({ name }) => name);
    const touched: Touched = { subjects: new Map(), all: false };
    for (const event of events) await apply(event, { touched, compositions, deps });
    await relateArticles({ publication, changes: events.flatMap(articleIn) }, deps);
    const keys = await render(publication, { touched, sequence: mark, deps });
    await deps.watermarks.advance(publication, { reader: 'feeds', to: mark });
    await deps.rendered?.({ from, keys });
    // What is written from now on rings again.
    if (events.length < BATCH) return mark - start;
  }
}

const articleIn = ({ data }: BulletinEvent) => (data && 'status' in data ? [data] : []);

interface Touched {
  readonly subjects: Map<string, Subject>;
  all: boolean;
}

interface Applying {
  readonly touched: Touched;
  readonly compositions: readonly string[];
  readonly deps: RefreshDeps;
}

async function apply(event: BulletinEvent, { touched, compositions, deps }: Applying): Promise<void> {
  const { data, time, partitionkey: publication } = event;
  if (event.type === 'bulletin.publication.updated.v1') {
    touched.all = true;
  } else if (data && 'status' in data) {
    const feeds = await placeArticle({ publication, data, time, compositions }, deps);
    const pages = slugsIn(data).map((name) => ({ kind: 'article', name }) as const);
    for (const subject of [...feeds, ...pages]) touched.subjects.set(subjectName(subject), subject);
    if (data.status === 'deleted') await deps.log.erase(data.id, { revision: data.revision, publication });
  }
}

async function render(
  publication: PublicationId,
  { touched, sequence, deps }: { touched: Touched; sequence: number; deps: RefreshDeps },
): Promise<readonly DocumentKey[]> {
  const keys = await wantedAmong(publication, { touched, deps });
  if (keys.length === 0) return keys;
  const current = await deps.publications.get(publication);
  if (!current) throw new Failure('publication.missing', `there is a log of '${publication}' and no publication`);
  await renderDocuments({ publication: current, keys, sequence }, deps);
  return keys;
}

const wantedAmong = (
  publication: PublicationId,
  { touched, deps }: { touched: Touched; deps: RefreshDeps },
): Promise<readonly DocumentKey[]> =>
  touched.all
    ? deps.documents.allWanted(publication)
    : deps.documents.wanted(publication, [...touched.subjects.values()]);
