import { parseArgs } from 'node:util';
import { Bulletin } from '../tests/support/bulletin.ts';
import { bundles } from './bundles.ts';
import { fanOut } from './fan-out.ts';
import { growth } from './growth.ts';
import { latency } from './latency.ts';
import { type Line, machine, print } from './measure.ts';
import { polls } from './polls.ts';
import { publishing, submission } from './publishing.ts';
import { webhooks } from './webhooks.ts';
import { websub } from './websub.ts';

/** `npm run bench -- --quick` grows less, which takes minutes less; `--only polls` measures one part alone. */
const { quick, only } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } }).values;
const many = quick ? 3_000 : 50_000;

async function fresh(measure: (bulletin: Bulletin) => Promise<Line[]>): Promise<Line[]> {
  await using bulletin = await Bulletin.start();
  return await measure(bulletin);
}

async function withFeed(bulletin: Bulletin): Promise<Line[]> {
  await bulletin.api('POST', '/v1/publications', { body: { id: 'bench', title: 'Bench', language: 'en' } });
  let page = '';
  for (let n = 0; n < 50; n += 1) {
    const { body } = await bulletin.api('POST', '/v1/publications/bench/articles', { body: submission(n) });
    page = body.url.replace(bulletin.addresses.url, '');
  }
  await bulletin.api('GET', '/bench/rss.xml');
  await new Promise((settled) => setTimeout(settled, 3_000));
  return polls(bulletin, { page });
}

const lines: Line[] = [];
for (const [name, measure] of [
  ['polls', () => fresh(withFeed)],
  ['publishing', () => fresh(publishing)],
  ['latency', () => fresh(latency)],
  ['webhooks', () => fresh(webhooks)],
  ['websub', () => fresh(websub)],
  ['fan-out', fanOut],
  ['growth', () => fresh((bulletin) => growth(bulletin, { few: 500, many }))],
  ['bundles', async () => bundles()],
] as const) {
  if (only !== undefined && only !== name) continue;
  console.error(`measuring ${name} …`);
  lines.push(...(await measure()));
}

console.log(`\n${machine()}\n`);
print(lines);
