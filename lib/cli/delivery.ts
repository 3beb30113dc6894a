import { Refusal } from '#lib/client/refusal.ts';
import type { Drafted } from '#lib/import/draft-from.ts';
import type { ArticleDesk, Placed } from './article-desk.ts';
import { reasonOf } from './complaint-of.ts';
import type { ImportOutcome, ImportReport } from './import-report.ts';
import { saveArticle } from './save-article.ts';

interface Deps {
  readonly desk: ArticleDesk;
  readonly report: Pick<ImportReport, 'add'>;
}

/** Brings drafts to the API: all in one transaction; where that is refused, each by itself, so that only what is wrong stays out. */
export class Delivery {
  readonly #deps: Deps;
  /** Whether what came last was there already: then what comes next is likely to be, too, and no batch of it is tried. */
  #repeating = false;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async deliver(drafted: readonly Drafted[]): Promise<void> {
    const { desk, report } = this.#deps;
    const placed = this.#repeating ? undefined : await asBatch(drafted, desk);
    let created = 0;
    for (const [index, one] of drafted.entries()) {
      const there = placed?.[index];
      const became = there ? outcomeOf('created', { placed: there, notes: one.notes }) : await saved(one, desk);
      if (became.outcome === 'created') created += 1;
      report.add({ ...became, title: one.draft.title, id: one.draft.externalId });
    }
    this.#repeating = created === 0;
  }
}

async function asBatch(drafted: readonly Drafted[], desk: ArticleDesk): Promise<readonly Placed[] | undefined> {
  try {
    return await desk.addBatch(drafted.map(({ draft }) => draft));
  } catch (error) {
    if (!(error instanceof Refusal) || isFatal(error)) throw error;
    return undefined;
  }
}

async function saved({ draft, notes }: Drafted, desk: ArticleDesk): Promise<ImportOutcome> {
  try {
    const result = await saveArticle(draft, desk);
    if (result.outcome === 'skipped') return result;
    return outcomeOf(result.outcome, { placed: result.placed, notes: [...notes, ...result.notes] });
  } catch (error) {
    if (!(error instanceof Refusal) || isFatal(error)) throw error;
    return { outcome: 'skipped', reason: reasonOf(error) };
  }
}

function outcomeOf(
  outcome: 'created' | 'updated' | 'unchanged',
  { placed: { id, url, warnings }, notes }: { placed: Placed; notes: readonly string[] },
): ImportOutcome {
  return { outcome, article: id, address: url, notes: [...notes, ...warnings] };
}

const OF_ALL = new Set<string | undefined>(['publication.missing', 'route.missing', undefined]);

/**
 * Whether the refusal of one article will be said to every other, too, or was said for as long as anybody waits. One without
 * a code did not come from Bulletin, but for a defect, which has a request id and may be of this article alone.
 */
const isFatal = ({ status, code, problem: { instance } }: Refusal): boolean =>
  [401, 403, 429, 502, 503, 504].includes(status) || (status < 500 ? OF_ALL.has(code) : instance === undefined);
