import { parseArgs } from 'node:util';
import { Bulletin } from '../tests/support/bulletin.ts';
import { bundles } from './bundles.ts';
import { costs } from './costs.ts';
import { fanOut } from './fan-out.ts';
import { growthOfArticles, growthOfTags } from './growth.ts';
import { latency } from './latency.ts';
import { localStart } from './local-start.ts';
import { type Line, machine, print } from './measure.ts';
import { metered } from './metered.ts';
import { pollUnits } from './poll-units.ts';
import { polls } from './polls.ts';
import { processor } from './processor.ts';
import { prose } from './prose.ts';
import { publishing } from './publishing.ts';
import { rendering } from './rendering.ts';
import { title } from './title.ts';
import { webhooks } from './webhooks.ts';
import { websub } from './websub.ts';

/** `npm run bench -- --quick` measures less of everything, which is no result; `--only polls` measures one part alone. */
const { quick, only } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } }).values;
const seconds = quick ? 2 : 8;
const samples = quick ? 20 : 150;

async function fresh(measure: (bulletin: Bulletin) => Promise<Line[]>): Promise<Line[]> {
  await using bulletin = await Bulletin.start();
  return await measure(bulletin);
}

const PARTS: Readonly<Record<string, () => Line[] | Promise<Line[]>>> = {
  prose,
  costs: () => metered((at) => costs(at, { samples: quick ? 3 : 9 })),
  'poll-units': () => metered(pollUnits),
  title: () => metered((at) => title(at, quick ? 100 : 5_000)),
  rendering: () => rendering(quick ? { samples: 5, processes: 1 } : { samples: 20, processes: 5 }),
  polls: () => fresh((bulletin) => polls(bulletin, { seconds: quick ? 1 : 4 })),
  publishing: () => fresh((bulletin) => publishing(bulletin, { seconds })),
  processor: () => fresh((bulletin) => processor(bulletin, { articles: quick ? 80 : 800 })),
  latency: () => fresh((bulletin) => latency(bulletin, { samples: quick ? 50 : 1_000 })),
  webhooks: () => fresh(webhooks),
  websub: () => fresh(websub),
  'fan-out': fanOut,
  'local-start': () => localStart({ seconds: quick ? 10 : 30 }),
  growth: () => growthOfArticles({ few: quick ? 50 : 500, many: quick ? 500 : 50_000, samples }),
  'growth-of-tags': () => growthOfTags({ few: quick ? 25 : 100, many: quick ? 500 : 10_000, samples }),
  bundles,
};

if (only !== undefined && !(only in PARTS)) throw new Error(`--only is one of ${Object.keys(PARTS).join(', ')}`);
const lines: Line[] = [];
for (const [name, measure] of Object.entries(PARTS)) {
  if (only !== undefined && only !== name) continue;
  const start = performance.now();
  console.error(`measuring ${name} …`);
  lines.push(...(await measure()));
  console.error(`  in ${Math.round((performance.now() - start) / 1000)} s`);
}

console.log(`\n${machine()}\n`);
print(lines);
