import type { Article } from '#lib/domain/article.ts';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { addArticles } from '#lib/usecases/add-articles.ts';
import { openFeed } from '#lib/usecases/open-feed.ts';
import { openPage } from '#lib/usecases/open-page.ts';
import { aDraft } from '../tests/support/a-draft.ts';
import { ANewsdesk } from '../tests/support/a-newsdesk.ts';
import { ATable, type Bill } from '../tests/support/a-table.ts';
import type { Line } from './measure.ts';
import { submission } from './publishing.ts';

const A_DAY = 24 * 60 * 60 * 1000;
const ARTICLES = 20;
const EARLY = 14;

/**
 * Twenty articles a day, while somebody reads every feed, page and archive: what an article costs to show, in units and
 * in requests, at the end against the beginning.
 */
export async function year({ days }: { days: number }): Promise<Line[]> {
  await using store = await ATable.create();
  const desk = await ANewsdesk.at(store, { step: 0 });
  const { publication } = desk;

  const aDay = async (day: number): Promise<Bill> => {
    desk.now += A_DAY;
    const drafts = Array.from({ length: ARTICLES }, (_, n) => aDraft(submission(day * ARTICLES + n)));
    const saved = await addArticles(drafts, { publication: publication.id, pointerOf: () => '' }, desk.deps);
    store.bill();
    await desk.refresh();
    const bill = store.bill();
    await read(saved.map(({ article }) => article));
    return bill;
  };
  const read = async (articles: readonly Article[]) => {
    const archives = [...new Set(articles.map(({ archive = 0 }) => String(archive)))];
    const lists = [
      { kind: 'publication' },
      { kind: 'section', name: 'world' },
      { kind: 'tag', name: 'harbour' },
    ] as const;
    for (const format of FEED_FORMATS) {
      for (const subject of [...lists, ...archives.map((name) => ({ kind: 'archive', name }) as const)])
        await openFeed({ publication: publication.id, subject, format }, desk.deps);
    }
    const pages = [...lists, ...articles.map(({ slug }) => ({ kind: 'article', name: slug }) as const)];
    for (const subject of pages) await openPage({ publication: publication.id, subject, format: 'html' }, desk.deps);
  };

  const bills: Bill[] = [];
  for (let day = 0; day < days; day += 1) bills.push(await aDay(day));
  const [early, late] = [bills.slice(7, 7 + EARLY), bills.slice(-EARLY)];
  const costs = {
    'reads of an article': ({ read: units }: Bill) => units,
    'writes of an article': ({ written }: Bill) => written,
    'requests for an article': ({ requests }: Bill) => requests.length,
  };
  return Object.entries(costs).map(([what, of]) => {
    const mean = (some: readonly Bill[]) => some.reduce((sum, bill) => sum + of(bill), 0) / some.length / ARTICLES;
    const ratio = mean(late) / mean(early);
    return {
      what: `${what}, after ${days} days against two weeks`,
      measured: mean(late).toFixed(1),
      baseline: mean(early).toFixed(1),
      ratio: ratio.toFixed(2),
      budget: '≤ 1.10',
      met: ratio <= 1.1,
    };
  });
}
