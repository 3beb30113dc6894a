import { setTimeout as pause } from 'node:timers/promises';
import { feedsOf, read } from './addresses.ts';
import { atMost, type Line } from './measure.ts';
import type { Metered } from './metered.ts';
import { submission } from './prose.ts';

const READERS = 8;

/** Changes a publication's title when thousands of its pages have been read: what it writes, and when all feeds say so. */
export async function title(
  { bulletin, publication, bill, prepare, unmetered }: Metered,
  pages: number,
): Promise<Line[]> {
  const { url } = bulletin.addresses;
  const opened = await prepare(pages);
  const left = [...opened];
  const reader = async () => {
    for (let page = left.pop(); page; page = left.pop()) await read(`${url}${page}`);
  };
  await unmetered(() => Promise.all(Array.from({ length: READERS }, reader)));
  const feeds = feedsOf(publication, { language: submission(0).language }).map((path) => `${url}${path}`);
  for (const feed of feeds) await read(feed);
  const change = async (to: string) => {
    const answer = await bulletin.api('PATCH', `/v1/publications/${publication}`, { body: { title: to } });
    if (answer.status !== 200) throw new Error(`the change was answered ${answer.status}: ${answer.text}`);
  };
  const { written, kinds } = await bill(() => change('Another title'));
  const ms = await unmetered(async () => {
    await change('A third title');
    const start = performance.now();
    for (const feed of feeds) while (!(await read(feed)).includes('A third title')) await pause(10);
    return performance.now() - start;
  });
  const split = kinds.flatMap(({ kind, written: units }) => (units > 0 ? [`${units} ${kind}`] : [])).join(', ');
  const what = `title changed, ${opened.length} pages read`;
  return [
    atMost(`${what}: written`, { value: written, bound: 10, unit: 'units', over: split }),
    atMost(`${what}: until ${feeds.length} feeds say so`, { value: ms, bound: 2_000, unit: 'ms' }),
  ];
}
