import { type Circumstances, type Drafted, draftFrom } from '#lib/import/draft-from.ts';
import type { Reading, SourceEntry } from '#lib/import/source-entry.ts';
import type { ArticleDesk } from './article-desk.ts';
import { Delivery } from './delivery.ts';
import type { ImportReport } from './import-report.ts';
import { Workers } from './workers.ts';

const BATCH = { articles: 24, bytes: 1_000_000 };
/** More than these are in one another's way at the head of the log. */
const IN_FLIGHT = 2;

interface Importing {
  readonly publication: string;
  readonly desk: ArticleDesk;
  readonly circumstances: Circumstances;
  readonly report: Pick<ImportReport, 'add'>;
  readonly stop?: AbortSignal | undefined;
}

/** Takes what is read into the publication, in batches, a few at a time; what becomes of each goes into the report. */
export async function importArticles(readings: AsyncIterable<Reading>, importing: Importing): Promise<void> {
  const { desk, report, stop } = importing;
  const workers = new Workers(IN_FLIGHT);
  const delivery = new Delivery(importing);
  const batch = new Batch();
  const send = () => {
    const drafts = batch.take();
    return drafts.length === 0 ? undefined : workers.add(() => delivery.deliver(drafts));
  };
  const seen = new Set<string>();
  try {
    for await (const reading of readings) {
      if (stop?.aborted) break;
      if (reading.kind === 'author') await desk.putAuthor(reading.author);
      const drafted = reading.kind === 'entry' ? await draftedFrom(reading, { importing, seen }) : undefined;
      if (reading.kind === 'skipped') report.add({ outcome: 'skipped', ...reading });
      if (drafted && batch.add(drafted)) await send();
    }
  } finally {
    // Also of a source that turns out to be cut off, what was read is good.
    await send();
    await workers.finish();
  }
}

async function draftedFrom(
  entry: SourceEntry,
  { importing, seen }: { importing: Importing; seen: Set<string> },
): Promise<Drafted | undefined> {
  const { publication, desk, circumstances, report } = importing;
  const { title, id, article } = entry;
  const skip = (reason: string) => report.add({ outcome: 'skipped', reason, title, id });
  const drafted = draftFrom(entry, circumstances);
  if ('reason' in drafted) return void skip(drafted.reason);
  const { externalId } = drafted.draft;
  if (seen.has(externalId)) return void skip('another entry before it has the same id');
  seen.add(externalId);
  const own = article?.publication === publication && article.id === externalId;
  return own && (await desk.holds(article.id)) ? void skip('it is in this publication already') : drafted;
}

class Batch {
  #drafts: Drafted[] = [];
  #bytes = 0;

  /** Whether it is full by now. */
  add(drafted: Drafted): boolean {
    this.#drafts.push(drafted);
    this.#bytes += JSON.stringify(drafted.draft).length;
    return this.#drafts.length >= BATCH.articles || this.#bytes >= BATCH.bytes;
  }

  take(): readonly Drafted[] {
    const drafts = this.#drafts;
    this.#drafts = [];
    this.#bytes = 0;
    return drafts;
  }
}
