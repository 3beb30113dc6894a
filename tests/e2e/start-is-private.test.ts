import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';
import { listeningAddresses } from '../support/listening-addresses.ts';

const root = mkdtempSync(join(tmpdir(), 'bulletin-private-'));
const data = join(root, 'state');
const start = () => Bulletin.start(['--data', data, '--port', '0', '--empty']);
let bulletin: Bulletin;

beforeAll(async () => {
  bulletin = await start();
});
afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  rmSync(root, { recursive: true });
});

const all = () => ['.', ...readdirSync(data, { recursive: true, encoding: 'utf8' })].map((name) => join(data, name));
/** What others than its owner may do with any of it. */
const openToOthers = () => all().filter((path) => (lstatSync(path).mode & 0o077) !== 0);

it('a local start listens on this machine alone', () => {
  const addresses = listeningAddresses(bulletin.pid ?? 0);
  expect(addresses.length).toBeGreaterThanOrEqual(5);
  expect(new Set(addresses)).toEqual(new Set(['0100007F']));
});

describe('the folder of a local start', () => {
  it('is open to its owner alone, with all that is in it', () => {
    expect(readdirSync(data)).toEqual(expect.arrayContaining(['keys.json', 'addresses.json', 'dynamodb.sqlite']));
    expect(openToOthers()).toEqual([]);
  });

  it('is closed to others by the next start, when it was open', async () => {
    await bulletin[Symbol.asyncDispose]();
    for (const path of all()) chmodSync(path, lstatSync(path).isDirectory() ? 0o755 : 0o644);
    bulletin = await start();
    expect(openToOthers()).toEqual([]);
  });
});
