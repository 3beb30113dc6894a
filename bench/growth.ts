import { Bulletin } from '../tests/support/bulletin.ts';
import { createPublications, publish } from './clients.ts';
import { fill } from './fill.ts';
import { type Line, median } from './measure.ts';
import { untilAtRest } from './rest.ts';

const GROWING = 'growing';
const TAGS_AN_ARTICLE = 25;

interface Growth {
  /** Articles, or tags. */
  readonly few: number;
  readonly many: number;
  readonly samples: number;
}

/** Compares what polls and a publish cost with few articles and with many. */
export const growthOfArticles = (growth: Growth): Promise<Line[]> =>
  compare('articles', growth, (bulletin, articles) => fill(bulletin, { publication: GROWING, articles }));

/** The same with few tags against many, of as many articles. */
export const growthOfTags = (growth: Growth): Promise<Line[]> =>
  compare('tags', growth, (bulletin, tags) => {
    const articles = Math.ceil(growth.many / TAGS_AN_ARTICLE);
    const tagsOf = (n: number) =>
      Array.from({ length: TAGS_AN_ARTICLE }, (_, at) => `Tag ${(n * TAGS_AN_ARTICLE + at) % tags}`);
    return fill(bulletin, { publication: GROWING, articles, tagsOf });
  });

/** Two instances side by side, asked in turns: whatever else the machine does meets both alike. */
async function compare(
  what: string,
  { few, many, samples }: Growth,
  filling: (bulletin: Bulletin, count: number) => Promise<string[]>,
): Promise<Line[]> {
  await using small = await Bulletin.start();
  await using large = await Bulletin.start();
  const sides: Steps[] = [];
  for (const [bulletin, count] of [
    [small, few],
    [large, many],
  ] as const) {
    await createPublications(bulletin, [GROWING]);
    const start = performance.now();
    const pages = await filling(bulletin, count);
    console.error(`  ${count} ${what} in ${Math.round((performance.now() - start) / 1000)} s`);
    sides.push(await stepsOf(bulletin, pages.at(-1) ?? ''));
  }
  const [one, other] = sides as [Steps, Steps];
  const lines: Line[] = [];
  for (const name of Object.keys(one) as (keyof Steps)[]) {
    await inTurns([one[name], other[name]], samples / 2);
    const [before, after] = await inTurns([one[name], other[name]], samples);
    lines.push(grown(`${name}, ${many} ${what} against ${few}`, before, after));
  }
  return lines;
}

type Step = () => Promise<unknown>;
type Steps = Record<'feed 200' | 'feed 304' | 'article page' | 'front page' | 'publish', Step>;

async function stepsOf(bulletin: Bulletin, page: string): Promise<Steps> {
  const { url } = bulletin.addresses;
  const feed = `${url}/${GROWING}/rss.xml`;
  const tag = (await fetch(feed)).headers.get('etag') ?? '';
  const get =
    (address: string, headers: Record<string, string> = {}): Step =>
    async () => {
      const response = await fetch(address, { headers });
      await response.arrayBuffer();
      if (response.status >= 400) throw new Error(`${address} was answered ${response.status}`);
    };
  return {
    'feed 200': get(feed),
    'feed 304': get(feed, { 'if-none-match': tag }),
    'article page': get(`${url}${page}`),
    'front page': get(`${url}/${GROWING}/`),
    publish: async () => {
      await publish(bulletin, GROWING);
      await untilAtRest(bulletin, { publications: [GROWING] });
    },
  };
}

async function inTurns(steps: readonly Step[], samples: number): Promise<number[]> {
  const times = steps.map((): number[] => []);
  for (let n = 0; n < samples; n += 1) {
    for (const [side, step] of steps.entries()) {
      const start = performance.now();
      await step();
      times[side]?.push(performance.now() - start);
    }
  }
  return times.map(median);
}

function grown(what: string, before = Number.NaN, after = Number.NaN): Line {
  const ratio = after / before;
  const [measured, baseline] = [`${after.toFixed(2)} ms`, `${before.toFixed(2)} ms`];
  return { what, measured, baseline, ratio: ratio.toFixed(2), budget: '≤ 1.10', met: ratio <= 1.1 };
}
