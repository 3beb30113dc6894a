import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const USAGE = `Runs the tests again and again, each time in another order, with twice as many workers as processors.

  npm run test:stress -- [times] [what vitest is told besides]

  npm run test:stress -- 3 --project integration`;

const [times = '10', ...rest] = process.argv.slice(2);
if (!/^\d+$/.test(times)) {
  console.log(USAGE);
  process.exit(times === '--help' ? 0 : 1);
}

const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--sequence.shuffle', ...rest];
const workers = `--maxWorkers=${2 * availableParallelism()}`;
const runs = Array.from({ length: Number(times) }, (_, index) => {
  const start = Date.now();
  // The seed of its order is among what vitest prints first.
  const { status } = spawnSync(process.execPath, [...vitest, workers], { stdio: 'inherit' });
  const seconds = Math.round((Date.now() - start) / 1_000);
  console.log(`run ${index + 1} of ${times}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status;
});
const failed = runs.filter((status) => status !== 0).length;
console.log(`${runs.length - failed} of ${runs.length} runs passed`);
process.exitCode = failed === 0 ? 0 : 1;
