import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Bulletin } from '../tests/support/bulletin.ts';
import { feedsOf } from './addresses.ts';
import { atOnce, createPublications, keepPolling, publish } from './clients.ts';
import { atMost, type Line } from './measure.ts';
import { usesOf } from './processes.ts';

const CLIENTS = 8;
/** After the start with its demonstration; a whole minute at rest holds one run of the tick. */
const [UNTIL_REST_MS, AT_REST_MS] = [60_000, 60_000];

/** Memory and processor of a local start with its demonstration, at rest and while articles are published. */
export async function localStart({ seconds }: { seconds: number }): Promise<Line[]> {
  const data = mkdtempSync(join(tmpdir(), 'bulletin-bench-'));
  try {
    // What is compiled is kept from the first start on.
    const first = await Bulletin.start(['--data', data, '--port', '0']);
    await first[Symbol.asyncDispose]();
    await using bulletin = await Bulletin.start(['--data', data, '--port', '0']);
    const rest = await atRest(bulletin);
    const load = await underLoad(bulletin, seconds);
    const bound = { rest: 300, load: 700 };
    return [
      atMost('local start at rest: resident', { value: rest.mb, bound: bound.rest, unit: 'MB', over: rest.over }),
      atMost('local start at rest: of a core', { value: rest.share * 100, bound: 1, unit: '%' }),
      atMost('local start, publishing: resident at most', {
        ...{ value: load.mb, bound: bound.load, unit: 'MB', over: `${Math.round(load.rate)} articles/s, and feeds` },
      }),
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function atRest(bulletin: Bulletin): Promise<{ mb: number; share: number; over: string }> {
  const { url } = bulletin.addresses;
  for (const path of ['', 'rss.xml', 'atom.xml', 'feed.json'])
    await (await fetch(`${url}/bulletin-news/${path}`)).text();
  await pause(UNTIL_REST_MS);
  const before = usesOf(bulletin);
  await pause(AT_REST_MS);
  const after = usesOf(bulletin);
  const ms = after.runner.ms - before.runner.ms + after.engine.ms - before.engine.ms;
  const mb = before.runner.mb + before.engine.mb;
  return { mb, share: ms / AT_REST_MS, over: `${Math.round(before.engine.mb)} MB the engine` };
}

async function underLoad(bulletin: Bulletin, seconds: number): Promise<{ mb: number; rate: number }> {
  const publications = Array.from({ length: CLIENTS }, (_, client) => `memory-${client}`);
  await createPublications(bulletin, publications);
  const feeds = publications.flatMap((publication) => feedsOf(publication, { language: 'en' }).slice(0, 3));
  const polling = keepPolling(
    feeds.map((path) => `${bulletin.addresses.url}${path}`),
    { everyMs: 50 },
  );
  let mb = 0;
  const sampling = setInterval(() => {
    const { runner, engine } = usesOf(bulletin);
    mb = Math.max(mb, runner.mb + engine.mb);
  }, 200);
  const { rate } = await atOnce(CLIENTS, {
    ...{ seconds, step: (client) => publish(bulletin, publications[client] ?? '') },
  });
  clearInterval(sampling);
  await polling.stop();
  return { mb, rate };
}
