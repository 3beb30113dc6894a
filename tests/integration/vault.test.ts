import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '#lib/domain/instant.ts';
import { type Kms, startKms } from '#lib/local/kms.ts';
import { kmsVault } from '#lib/secrets/kms-vault.ts';
import type { Vault } from '#lib/usecases/delivery-ports.ts';
import { answerLost, FAILURES, type FailingClient, failing, refused } from '../support/failing-client.ts';
import { afterNoon, NOON } from '../support/system.ts';

const data = mkdtempSync(join(tmpdir(), 'bulletin-kms-'));
const context = { publication: 'harbour-post', endpoint: 'ep_1' };
const unavailable = { code: 'vault.unavailable', extra: { retryAfter: 1 } };
const MINUTE = 60_000;
let kms: Kms;
let client: KMSClient;
let faults: FailingClient;
let now: Instant;
let vault: Vault;

/** One that remembers nothing yet. */
const aVault = () => kmsVault({ client, keyId: 'key', clock: { now: () => now } });

beforeAll(async () => {
  kms = await startKms(data);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new KMSClient({ endpoint: kms.endpoint, region: 'us-east-1', credentials });
  faults = failing(client);
});
afterAll(async () => {
  client.destroy();
  await kms.close();
  rmSync(data, { recursive: true });
});
beforeEach(() => {
  now = NOON;
  vault = aVault();
});
afterEach(() => faults.heal());

describe('what was sealed', () => {
  it('opens, and is never sealed alike', async () => {
    const [sealed, again] = [await vault.seal('whsec_x', context), await vault.seal('whsec_x', context)];
    expect(sealed).not.toBe(again);
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('whsec_');
    expect(await aVault().open(sealed, context)).toBe('whsec_x');
  });

  it('opens in no other context, also when it was just opened in its own', async () => {
    const sealed = await vault.seal('whsec_x', context);
    const other = { ...context, endpoint: 'ep_2' };
    await expect(aVault().open(sealed, other)).rejects.toMatchObject(unavailable);
    expect(await vault.open(sealed, context)).toBe('whsec_x');
    await expect(vault.open(sealed, other)).rejects.toMatchObject(unavailable);
    await expect(vault.open(sealed, { ...context, more: 'x' })).rejects.toMatchObject(unavailable);
  });

  it('does not open when it was touched', async () => {
    const bytes = Buffer.from(await vault.seal('whsec_x', context), 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await expect(vault.open(bytes.toString('base64'), context)).rejects.toMatchObject(unavailable);
  });

  it('opens with a vault that knows no key: it says itself which', async () => {
    const sealed = await vault.seal('whsec_x', context);
    expect(await kmsVault({ client, clock: { now: () => now } }).open(sealed, context)).toBe('whsec_x');
  });
});

describe('an opened secret', () => {
  it('is asked for once, however often it is opened within a minute, and by how many at once', async () => {
    const sealed = await vault.seal('whsec_x', context);
    const open = () => vault.open(sealed, context);
    faults.failRequests((_, send) => send());
    expect(await Promise.all([open(), open(), open()])).toEqual(Array(3).fill('whsec_x'));
    now = afterNoon(MINUTE);
    expect(await open()).toBe('whsec_x');
    expect(faults.heal()).toBe(1);
  });

  it('is forgotten after minutes, so that a key that is disabled opens nothing any more', async () => {
    const sealed = await vault.seal('whsec_x', context);
    await vault.open(sealed, context);
    now = afterNoon(5 * MINUTE);
    faults.failRequests(refused);
    await expect(vault.open(sealed, context)).rejects.toMatchObject(unavailable);
  });

  it('is forgotten after minutes also when it is opened all the time', async () => {
    const sealed = await vault.seal('whsec_x', context);
    faults.failRequests((_, send) => send());
    for (let minute = 0; minute < 12; minute += 1) {
      now = afterNoon(minute * MINUTE);
      await vault.open(sealed, context);
    }
    expect(faults.heal()).toBeGreaterThanOrEqual(3);
  });

  it('is not one of more than a thousand that are in memory', async () => {
    faults.failRequests(async () => ({ Plaintext: Buffer.from('whsec_x') }));
    const openAll = async () => {
      for (let n = 0; n < 3_000; n += 1) await vault.open(Buffer.from(`sealed ${n}`).toString('base64'), context);
    };
    await openAll();
    await openAll();
    expect(faults.heal()).toBeGreaterThanOrEqual(3_000 + 2_000);
  });
});

describe('a failure of the key service', () => {
  it.each(Object.entries(FAILURES))('is told as such, for now, when sealing and opening: %s', async (_, fault) => {
    const sealed = await vault.seal('whsec_x', context);
    faults.failRequests(fault);
    await expect(vault.seal('whsec_x', context)).rejects.toMatchObject(unavailable);
    await expect(vault.open(sealed, context)).rejects.toMatchObject(unavailable);
  });

  it('is not remembered: the same vault opens as soon as it can', async () => {
    const sealed = await vault.seal('whsec_x', context);
    faults.failRequests(refused);
    await expect(vault.open(sealed, context)).rejects.toMatchObject(unavailable);
    faults.heal();
    expect(await vault.open(sealed, context)).toBe('whsec_x');
  });

  it('after which a secret was opened does not make it forgotten', async () => {
    const [sealed, broken] = [await vault.seal('whsec_x', context), Buffer.from('broken').toString('base64')];
    await vault.open(sealed, context);
    await expect(vault.open(broken, context)).rejects.toMatchObject(unavailable);
    faults.failRequests(refused);
    expect(await vault.open(sealed, context)).toBe('whsec_x');
  });

  it('that is an answer lost on its way is made good by the SDK', async () => {
    faults.failAttempt(answerLost);
    const sealed = await vault.seal('whsec_x', context);
    faults.failAttempt(answerLost);
    expect(await vault.open(sealed, context)).toBe('whsec_x');
    expect(faults.heal()).toBe(2);
  });
});

describe('the local key service', () => {
  it('keeps its key where its owner alone can read it', () => {
    expect(statSync(join(data, 'kms.key')).mode & 0o777).toBe(0o600);
  });

  it('opens after a restart what it sealed before', async () => {
    const sealed = await vault.seal('whsec_x', context);
    const again = await startKms(data);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const other = new KMSClient({ endpoint: again.endpoint, region: 'us-east-1', credentials });
    expect(await kmsVault({ client: other, clock: { now: () => now } }).open(sealed, context)).toBe('whsec_x');
    other.destroy();
    await again.close();
  });

  it('refuses what is no request, and goes on', async () => {
    for (const body of ['', '{', '{}']) {
      const { status } = await fetch(kms.endpoint, { method: 'POST', body });
      expect(status).toBe(400);
    }
    expect(await vault.seal('whsec_x', context)).not.toBe('');
  });
});
