import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDemonstration } from '#examples/demo/load.ts';
import { type Cloud, startCloud } from '#lib/local/cloud.ts';
import { lock } from '#lib/local/lock.ts';
import { openStateFolder, replaceFile } from '#lib/local/state-files.ts';
import { synthesize } from '#lib/local/synthesize.ts';
import { readTemplate } from '#lib/local/template.ts';
import { keepKeys, type LocalKeys, operatorKey } from './local-keys.ts';
import { welcome } from './welcome.ts';

const USAGE = `Runs Bulletin whole on this machine.

  npm start -- [options]

  --port <n>     the port of the API and the feeds; 0 is any that is free (8787)
  --data <dir>   where the state is kept (.bulletin)
  --memory       a throwaway instance: empty, and gone when it ends
  --empty        without the demonstration publication
  --json         prints one line of JSON when it is ready, and everything else to standard error`;

const SOURCES = [
  'bin/bulletin.ts',
  'lib/**/*',
  'functions/**/*.ts',
  'examples/events/*',
  'package-lock.json',
  'cdk.json',
];

/** Those of the demonstration, and where they are found. */
const PICTURES = { folder: 'examples/demo/pictures', path: '/demonstration/' };

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    data: { type: 'string', default: '.bulletin' },
    memory: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function start(): Promise<void> {
  // For all that is written from here on, by the engines, too: it is nobody's but the user's.
  process.umask(0o077);
  const data = values.memory
    ? mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bulletin-'))
    : values.data;
  openStateFolder(data);
  mkdirSync('.build', { recursive: true });
  const unlock = lock(data);
  const synthesized = synthesize({
    app: 'bin/bulletin.ts',
    sources: SOURCES,
    into: '.build',
    context: { keyMode: 'test', outbound: 'loopback', edge: 'false' },
  });
  const { DYNAMODB_ENDPOINT: dynamodb } = process.env;
  const port = Number(values.port);
  const cloud = await startCloud({ ...readTemplate(synthesized), data, port, dynamodb, files: PICTURES });
  endOnSignal(cloud, () => {
    unlock();
    if (values.memory) rmSync(data, { recursive: true, force: true });
  });
  const keys = await keysOf(cloud, data);
  const { operatorKey: _kept, ...open } = addresses(cloud, keys);
  // For what else runs on this machine and wants to find it, such as the example subscriber.
  replaceFile(join(data, 'addresses.json'), JSON.stringify(open));
  console.log(values.json ? JSON.stringify(addresses(cloud, keys)) : welcome(cloud, keys));
}

async function keysOf({ url, endpoints, outputs }: Cloud, data: string): Promise<LocalKeys> {
  const keys = await operatorKey(data, { endpoint: endpoints.dynamodb, table: outputs.TableName ?? '' });
  if (values.memory || values.empty || keys.publisher) return keys;
  const publisher = await loadDemonstration({ url, operatorKey: keys.operator, pictures: `${url}${PICTURES.path}` });
  return keepKeys(data, { ...keys, publisher });
}

const addresses = ({ url, endpoints, outputs }: Cloud, { operator }: LocalKeys) => ({
  ...{ url, operatorKey: operator, topicArn: outputs.TopicArn, endpoints },
});

function endOnSignal(cloud: Cloud, cleanUp: () => void): void {
  const end = async () => {
    await cloud[Symbol.asyncDispose]();
    cleanUp();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
}

if (values.help) {
  console.log(USAGE);
} else {
  await start().catch((error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    console.error(
      taken ? `port ${values.port} is taken: choose another with --port, or --port 0 for any that is free` : error,
    );
    process.exit(1);
  });
}
