import { feedsOf, pagesOf, read } from './addresses.ts';
import type { Bill } from './ledger.ts';
import { atMost, type Line, noted, quantile } from './measure.ts';
import type { Metered } from './metered.ts';
import { submission } from './prose.ts';

/** In USD a million units, on demand in us-east-1. */
const PRICES = { read: 0.125, written: 0.625 };
const PREPARED = 120;
const BATCH = 25;

/** Units of a published article: with nobody reading, with everything read after each, and in a batch. */
export async function costs(at: Metered, { samples }: { samples: number }): Promise<Line[]> {
  await at.prepare(PREPARED);
  let n = PREPARED;
  const unread: Bill[] = [];
  for (let sample = 0; sample < samples; sample += 1, n += 1) unread.push(await at.bill(() => publish(at, n)));
  const wasRead: Bill[] = [];
  const readings: Bill[] = [];
  for (let sample = 0; sample < samples; sample += 1, n += 1) {
    let page = '';
    wasRead.push(
      await at.bill(async () => {
        page = await publish(at, n);
      }),
    );
    readings.push(await at.bill(() => readEverything(at, { page, language: submission(n).language })));
  }
  const batches: Bill[] = [];
  for (let sample = 0; sample < Math.ceil(samples / 3); sample += 1, n += BATCH)
    batches.push(await at.bill(() => publishBatch(at, n)));
  return [
    ...billed('an article that nobody reads', { bill: middle(unread), bounds: { written: 40, read: 16 } }),
    ...billed('an article, everything read', { bill: middle(wasRead), bounds: { written: 40, read: 16 } }),
    atMost('written by reading everything', {
      ...{ value: Math.max(...readings.map(({ written }) => written)), bound: 0, unit: 'units' },
      over: `${middle(readings).read} units read`,
    }),
    ...billed('an article in a batch of 25', {
      bill: middle(batches),
      articles: BATCH,
      bounds: { written: 30, read: 16 },
    }),
  ];
}

interface Billed {
  readonly bill: Bill;
  readonly articles?: number;
  readonly bounds: { readonly written: number; readonly read: number };
}

function billed(what: string, { bill, articles = 1, bounds }: Billed): Line[] {
  const [written, units] = [bill.written / articles, bill.read / articles];
  const { engine, kinds } = bill;
  const usd = written * PRICES.written + units * PRICES.read;
  const unit = 'units';
  return [
    atMost(`${what}: written`, {
      ...{
        value: written,
        bound: bounds.written,
        unit,
        over: `${(engine.written / articles).toFixed(1)} by the engine`,
      },
    }),
    atMost(`${what}: read`, {
      ...{ value: units, bound: bounds.read, unit, over: `${(engine.read / articles).toFixed(1)} by the engine` },
    }),
    ...kinds.map((kind) =>
      noted(`… ${kind.kind}`, {
        ...{ value: kind.written / articles, unit: 'written', over: `${(kind.read / articles).toFixed(1)} read` },
      }),
    ),
    noted(`${what}: a million`, { value: usd, unit: 'USD' }),
  ];
}

/** The bill in the middle: one during which the tick ran is not it. */
const middle = (bills: readonly Bill[]): Bill => {
  const total = ({ read: units, written }: Bill) => written * 1_000 + units;
  const wanted = quantile(bills.map(total), 0.5);
  return bills.find((bill) => total(bill) === wanted) ?? { ...{ read: 0, written: 0 }, kinds: [], engine: NONE };
};

const NONE = { read: 0, written: 0 };

async function publish({ bulletin, publication }: Metered, n: number): Promise<string> {
  const path = `/v1/publications/${publication}/articles`;
  const { status, text, body } = await bulletin.api('POST', path, { body: submission(n) });
  if (status !== 201) throw new Error(`an article was answered ${status}: ${text}`);
  return new URL(body.url).pathname;
}

async function publishBatch({ bulletin, publication }: Metered, from: number): Promise<void> {
  const articles = Array.from({ length: BATCH }, (_, n) => submission(from + n));
  const path = `/v1/publications/${publication}/article-batches`;
  const { status, text } = await bulletin.api('POST', path, { body: { articles } });
  if (status !== 201) throw new Error(`a batch was answered ${status}: ${text}`);
}

async function readEverything(
  { bulletin, publication }: Metered,
  { page, language }: { page: string; language: string },
): Promise<void> {
  for (const path of [...feedsOf(publication, { language }), ...pagesOf(publication, { page })])
    await read(`${bulletin.addresses.url}${path}`);
}
