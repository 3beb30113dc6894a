import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { randomNumbers } from '../support/random-numbers.ts';
import { FOLDERS, type Range, sampleOf, touchedSince } from './ranges.ts';
import { missedOf, scoresOf } from './score.ts';

const USAGE = `Makes small faults in the code, one at a time, and says which of them no test notices.

  npm run test:mutation -- [options] [files]

  --sample <n>    only n of each folder, taken at random; SEED=<seed> takes the same again
  --since <base>  only the lines that have changed since a commit
  --folder <name> only this folder under lib; may be given again (${FOLDERS.join(', ')})
  --workers <n>   how many mutants are tried at once (2)

Without options it takes hours.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    since: { type: 'string' },
    folder: { type: 'string', multiple: true, default: FOLDERS },
    workers: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});

async function ranges(): Promise<readonly Range[]> {
  const { folder: folders, sample, since } = values;
  if (positionals.length > 0) return positionals;
  if (since !== undefined) return touchedSince(since, folders);
  if (sample === undefined) return folders.map((folder) => `lib/${folder}/**/*.ts`);
  const random = randomNumbers();
  const samples: Range[] = [];
  for (const folder of folders) samples.push(...(await sampleOf(folder, { size: Number(sample), random })));
  return samples;
}

async function run(mutate: readonly Range[]): Promise<void> {
  const stryker = new Stryker({
    mutate: [...mutate],
    concurrency: Number(values.workers),
    testRunner: 'vitest',
    vitest: { configFile: 'tests/mutation/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    dryRunTimeoutMinutes: 60,
    timeoutMS: 30_000,
    tempDirName: join(tmpdir(), 'bulletin-mutation'),
    ignorePatterns: ['/.build', '/.bulletin', '/cdk.out', '/bench'],
    // TypeScript 7 has no compiler API to rewrite it with, and nothing reads it.
    tsconfigFile: 'none.json',
    reporters: ['progress'],
    allowConsoleColors: false,
  });
  const mutants = await stryker.runMutationTest();
  console.log(`\n${missedOf(mutants)}\n\n${scoresOf(mutants)}`);
}

if (values.help) console.log(USAGE);
else {
  const mutate = await ranges();
  if (mutate.length === 0) console.log('nothing to mutate');
  else await run(mutate);
}
