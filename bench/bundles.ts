import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleFunctions, bundleOf } from '#lib/infra/bundle.ts';
import { atMost, type Line, median } from './measure.ts';

const ROUNDS = 15;

/** In kilobytes of the bundle, and in milliseconds of import time over an empty module. */
const BUDGETS: Record<string, { size: number; start?: number }> = {
  'http/feeds': { size: 450, start: 80 },
  'http/publishers': { size: 800, start: 130 },
  'http/log': { size: 500 },
  'http/authorizer': { size: 500 },
  'http/pages': { size: 500 },
  'http/docs': { size: 500 },
  'streams/relay': { size: 500 },
  'http/hub': { size: 500 },
  'queues/index-feeds': { size: 500 },
  'queues/distribute': { size: 500 },
  'queues/publish-scheduled': { size: 500 },
  'queues/deliver': { size: 500 },
  'schedules/tick': { size: 500 },
};

/** What every cold start pays: the bytes of a function and the time to import it. */
export async function bundles(): Promise<Line[]> {
  const into = mkdtempSync(join(tmpdir(), 'bulletin-bundles-'));
  await bundleFunctions({ into });
  const sizes = Object.entries(BUDGETS).map(([role, { size }]) =>
    atMost(`bundle ${role}`, { value: sizeOf(bundleOf(role, { into })) / 1000, bound: size, unit: 'kB' }),
  );
  const empty = join(mkdtempSync(join(tmpdir(), 'bulletin-bench-')), 'index.cjs');
  writeFileSync(empty, 'exports.handler = async () => undefined;\n');
  const starts = Object.entries(BUDGETS).flatMap(([role, { start }]) => {
    if (start === undefined) return [];
    const entry = join(bundleOf(role, { into }), 'index.cjs');
    const times: number[] = [];
    const baselines: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      times.push(importTime(entry));
      baselines.push(importTime(empty));
    }
    const over = `${median(baselines).toFixed(1)} ms empty`;
    return [atMost(`import ${role}`, { value: median(times) - median(baselines), bound: start, unit: 'ms', over })];
  });
  return [...sizes, ...starts];
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);

const TIMER = `const start = performance.now(); require(process.argv[1]); console.log(performance.now() - start)`;

function importTime(entry: string): number {
  const env = {
    ...process.env,
    TABLE_NAME: 'table',
    PUBLIC_URL: 'https://bulletin.example',
    TOPIC_ARN: 'arn:aws:sns:us-east-1:0:t',
    ALARM_QUEUE_URL: 'https://sqs.example/0/q',
    DELIVER_QUEUE_URL: 'https://sqs.example/0/q',
    SECRETS_KEY_ARN: 'arn:aws:kms:us-east-1:0:key/k',
    OUTBOUND: 'public',
    INDEX_QUEUE_URL: 'https://sqs.example/0/r',
    KEY_MODE: 'test',
    AWS_REGION: 'us-east-1',
  };
  return Number(execFileSync(process.execPath, ['-e', TIMER, resolve(entry)], { env, encoding: 'utf8' }));
}
