import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { spawnOwned } from '#lib/local/owned-process.ts';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
const folder = mkdtempSync(join(tmpdir(), 'bulletin-subscriber-'));

beforeAll(async () => {
  bulletin = await Bulletin.start();
});
afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const publish = (publication: string, title: string) =>
  bulletin.api('POST', `/v1/publications/${publication}/articles`, { body: { title, content: { html: '<p>x</p>' } } });

/** The example as its users run it; what it has printed so far is shared by all its runs. */
function subscriberTo(publication: string, ledger: Record<string, string>) {
  const { url, operatorKey, topicArn, endpoints } = bulletin.addresses;
  const env = {
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    ...{ BULLETIN_URL: url, BULLETIN_KEY: operatorKey, BULLETIN_TOPIC: topicArn, BULLETIN_PUBLICATION: publication },
    SUBSCRIBER_QUEUE: publication,
    ...ledger,
  };
  const printed = { text: '' };
  const start = (): ChildProcess => {
    const child = spawnOwned(process.execPath, ['examples/subscriber/main.ts'], {
      env,
      stdout: 'pipe',
      stderr: 'inherit',
    });
    child.stdout.on('data', (chunk: Buffer) => {
      printed.text += chunk;
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const sequences = () => [...printed.text.matchAll(/^\S+ (\d+) /gm)].map(([, sequence]) => Number(sequence));
  return { start, sequences };
}

describe.each([
  ['SQLite', () => ({ SUBSCRIBER_FILE: join(folder, 'ledger.sqlite') })],
  ['DynamoDB', () => ({ SUBSCRIBER_TABLE: 'subscriber' })],
])('the example subscriber, with its ledger in %s', (name, ledger) => {
  it('misses nothing while it is stopped, and repeats nothing', async () => {
    const publication = `followed-in-${name.toLowerCase()}`;
    await bulletin.api('POST', '/v1/publications', { body: { id: publication, title: 'Followed', language: 'en' } });
    const { start, sequences } = subscriberTo(publication, ledger());
    await publish(publication, 'Before it was there');
    const first = start();
    await expect.poll(sequences).toEqual([1]);
    await publish(publication, 'Heard');
    await expect.poll(sequences).toEqual([1, 2]);
    first.kill('SIGKILL');
    await once(first, 'exit');
    for (const title of ['Missed', 'Missed, too']) await publish(publication, title);
    start();
    await publish(publication, 'Heard again');
    await expect.poll(sequences).toEqual([1, 2, 3, 4, 5]);
  });
});

it('the consumer helper can be installed elsewhere, where it needs nothing else', () => {
  execFileSync('npm', ['run', 'pack-consumer'], { stdio: 'pipe' });
  const archive = resolve('.build/bulletin-consumer-0.1.0.tgz');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', archive], { cwd: folder, stdio: 'pipe' });
  const script = `
    import { eventIn } from 'bulletin-consumer/event';
    import { inOrder } from 'bulletin-consumer/in-order';
    import { logReader } from 'bulletin-consumer/log-reader';
    const ledger = { watermark: () => 0, apply: () => 'applied' };
    const { take } = inOrder({ sources: [], ledger, readLog: logReader({ url: 'http://localhost', key: 'k' }) });
    console.log(await take(eventIn('{}')));`;
  writeFileSync(join(folder, 'consume.js'), script);
  expect(execFileSync(process.execPath, ['consume.js'], { cwd: folder }).toString()).toBe('refused\n');
});
