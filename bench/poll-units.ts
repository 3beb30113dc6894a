import { read } from './addresses.ts';
import { atMost, type Line } from './measure.ts';
import type { Metered } from './metered.ts';
import { submission } from './prose.ts';

const PREPARED = 150;
const TAGS = Array.from({ length: 10 }, (_, n) => `name-${n}`);

/** Units that are read for what readers ask, each from a state that no server remembers. */
export async function pollUnits({ bulletin, publication, bill, prepare }: Metered): Promise<Line[]> {
  await prepare(PREPARED);
  const { url } = bulletin.addresses;
  const home = `${url}/${publication}`;
  const articles = `/v1/publications/${publication}/articles`;
  let n = PREPARED;
  const publish = async (tags: readonly string[]) => {
    const { body } = await bulletin.api('POST', articles, { body: { ...submission(n), tags } });
    n += 1;
    return body.url as string;
  };
  let page = '';
  await bill(async () => {
    for (const tag of TAGS) for (let copy = 0; copy < 6; copy += 1) page = await publish(['Harbour', tag]);
  });
  const feed = `${home}/rss.xml`;
  const composed = `${home}/rss.xml?tag=${TAGS.join(',')}`;
  const tagOf = async (address: string) => (await fetch(address)).headers.get('etag') ?? '';
  const unchanged = async (address: string) => {
    const tag = await tagOf(address);
    return () => read(address, { 'if-none-match': tag });
  };
  const known = new URL(page);
  known.host = new URL(url).host;
  const cases: readonly [what: string, bound: number, ask: () => Promise<unknown>][] = [
    ['first 200 of a version', 90, () => read(feed)],
    ['200 of a version in memory', 1, () => read(feed)],
    ['304', 1, await unchanged(feed)],
    ['composed feed of ten names: first 200', 250, () => read(composed)],
    ['composed feed of ten names: 304', 6, await unchanged(composed)],
    ['article page', 35, () => read(String(known))],
    ['tag page', 90, () => read(`${home}/tags/harbour/`)],
    ['front page', 90, () => read(`${home}/`)],
    ['list of 20 in the API', 21, () => bulletin.api('GET', `${articles}?limit=20`)],
  ];
  // Everything that is remembered is of a version that is over.
  await bill(() => publish(TAGS));
  const lines: Line[] = [];
  for (const [what, bound, ask] of cases) {
    const { read: units, written, engine } = await bill(ask);
    const over = `${engine.read} by the engine${written > 0 ? `; ${written} WRITTEN` : ''}`;
    lines.push(atMost(`${what}: read`, { value: units, bound, unit: 'units', over }));
  }
  return lines;
}
