import { Bulletin } from '../tests/support/bulletin.ts';
import { bundles } from './bundles.ts';
import { growth } from './growth.ts';
import { latency } from './latency.ts';
import { type Line, machine, print } from './measure.ts';
import { polls } from './polls.ts';
import { publishing, submission } from './publishing.ts';
import { webhooks } from './webhooks.ts';
import { year } from './year.ts';

/** `npm run bench -- --quick` grows to 3,000 articles instead of 50,000, which takes minutes less. */
const many = process.argv.includes('--quick') ? 3_000 : 50_000;

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
  ['a year', () => year({ days: process.argv.includes('--quick') ? 60 : 365 })],
  ['growth', () => fresh((bulletin) => growth(bulletin, { few: 500, many }))],
  ['bundles', async () => bundles()],
] as const) {
  console.error(`measuring ${name} …`);
  lines.push(...(await measure()));
}

console.log(`\n${machine()}\n`);
print(lines);
