import { cpuUsage } from 'node:process';
import type { Bulletin } from '../tests/support/bulletin.ts';
import { atOnce, createPublications, publish } from './clients.ts';
import { atMost, type Line, noted } from './measure.ts';
import { usesOf } from './processes.ts';
import { untilAtRest } from './rest.ts';

const CLIENTS = 8;
const LISTS = 200;

/** Processor time of a published article until all is at rest, and of a list in the API. */
export async function processor(bulletin: Bulletin, { articles }: { articles: number }): Promise<Line[]> {
  const publications = Array.from({ length: CLIENTS }, (_, client) => `use-${client}`);
  await createPublications(bulletin, publications);
  await spend(bulletin, { publications, articles });
  const together = await spend(bulletin, { publications, articles });
  const alone = await spend(bulletin, { publications: publications.slice(0, 1), articles: Math.ceil(articles / 4) });
  const list = await ofAList(bulletin, publications[0] ?? '');
  return [
    ...spent('an article, eight publishers', { bound: 10, ...together }),
    ...spent('an article, published alone', { bound: 20, ...alone }),
    atMost('a list of 20 in the API: processor', {
      ...{ value: list.ms / LISTS, bound: 3, unit: 'ms', over: 'runner and engine' },
    }),
  ];
}

interface Spent {
  readonly runner: number;
  readonly engine: number;
  readonly client: number;
}

const spent = (what: string, { runner, engine, client, bound }: Spent & { bound: number }): Line[] => [
  atMost(`${what}: processor`, { value: runner + engine, bound, unit: 'ms', over: 'runner and engine' }),
  noted('… runner', { value: runner, unit: 'ms' }),
  noted('… engine', { value: engine, unit: 'ms' }),
  noted('… the bench that published', { value: client, unit: 'ms' }),
];

async function spend(
  bulletin: Bulletin,
  { publications, articles }: { publications: readonly string[]; articles: number },
): Promise<Spent> {
  await untilAtRest(bulletin, { publications });
  const [before, ours] = [usesOf(bulletin), cpuUsage()];
  let left = articles;
  const client = async (publication: string) => {
    while (left > 0) {
      left -= 1;
      await publish(bulletin, publication);
    }
  };
  await Promise.all(publications.map(client));
  const { user, system } = cpuUsage(ours);
  await untilAtRest(bulletin, { publications });
  const after = usesOf(bulletin);
  return {
    runner: (after.runner.ms - before.runner.ms) / articles,
    engine: (after.engine.ms - before.engine.ms) / articles,
    client: (user + system) / 1000 / articles,
  };
}

async function ofAList(bulletin: Bulletin, publication: string): Promise<{ ms: number }> {
  const list = () => bulletin.api('GET', `/v1/publications/${publication}/articles?limit=20`);
  await atOnce(1, { seconds: 1, step: list });
  const total = () => {
    const { runner, engine } = usesOf(bulletin);
    return runner.ms + engine.ms;
  };
  const before = total();
  for (let n = 0; n < LISTS; n += 1) await list();
  return { ms: total() - before };
}
