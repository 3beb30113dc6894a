import { setTimeout as pause } from 'node:timers/promises';
import { Bulletin } from '../tests/support/bulletin.ts';
import { fill } from './fill.ts';
import type { Bill } from './ledger.ts';
import type { Line } from './measure.ts';
import { MeteredEngine } from './metered-engine.ts';
import { untilAtRest } from './rest.ts';

/** Longer than a server remembers a feed's state. */
const FORGOTTEN_MS = 500;

/** An instance whose table is metered, with one publication. */
export interface Metered {
  readonly bulletin: Bulletin;
  readonly publication: string;
  /** The units of something, from a state at rest until it is at rest again. */
  readonly bill: (action: () => Promise<unknown>) => Promise<Bill>;
  /** Does something that is on no bill, and quicker for it. */
  readonly unmetered: <Result>(action: () => Promise<Result>) => Promise<Result>;
  /** Publishes articles that are on no bill; gives the addresses of their pages. */
  readonly prepare: (articles: number) => Promise<string[]>;
}

export async function metered(measure: (at: Metered) => Promise<Line[]>): Promise<Line[]> {
  await using engine = await MeteredEngine.start();
  await using bulletin = await Bulletin.start(undefined, { env: { DYNAMODB_ENDPOINT: engine.url } });
  const publication = 'bench';
  const rest = () => untilAtRest(bulletin, { publications: [publication], endpoint: engine.unmetered });
  const unmetered: Metered['unmetered'] = async (action) => {
    engine.metering = false;
    try {
      return await action();
    } finally {
      engine.metering = true;
    }
  };
  await bulletin.api('POST', '/v1/publications', { body: { id: publication, title: 'Bench', language: 'en' } });
  return await measure({
    ...{ bulletin, publication },
    bill: async (action) => {
      await rest();
      await pause(FORGOTTEN_MS);
      engine.bill();
      await action();
      await rest();
      return engine.bill();
    },
    unmetered,
    prepare: (articles) => unmetered(() => fill(bulletin, { publication, articles, endpoint: engine.unmetered })),
  });
}
