import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kms, startKms } from '#lib/local/kms.ts';
import { kmsVault } from '#lib/secrets/kms-vault.ts';
import { fixedClock } from '../support/system.ts';

const data = mkdtempSync(join(tmpdir(), 'bulletin-kms-'));
const context = { publication: 'harbour-post', endpoint: 'ep_1' };
let kms: Kms;

const aVault = () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new KMSClient({ endpoint: kms.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  return kmsVault({ client, keyId: 'key', clock: fixedClock() });
};

beforeAll(async () => {
  kms = await startKms(data);
});
afterAll(async () => {
  await kms.close();
  rmSync(data, { recursive: true });
});

it('opens what it sealed, and never seals it alike', async () => {
  const vault = aVault();
  const [sealed, again] = [await vault.seal('whsec_x', context), await vault.seal('whsec_x', context)];
  expect(sealed).not.toBe(again);
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('whsec_');
  expect(await aVault().open(sealed, context)).toBe('whsec_x');
});

it('opens nothing in another context, and nothing that was touched', async () => {
  const sealed = await aVault().seal('whsec_x', context);
  const refused = { code: 'vault.unavailable' };
  await expect(aVault().open(sealed, { ...context, endpoint: 'ep_2' })).rejects.toMatchObject(refused);
  const bytes = Buffer.from(sealed, 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await expect(aVault().open(bytes.toString('base64'), context)).rejects.toMatchObject(refused);
});

it('asks once for what is opened again and again, and again after a failure', async () => {
  const vault = aVault();
  const sealed = await vault.seal('whsec_x', context);
  await vault.open(sealed, context);
  await kms.close();
  expect(await vault.open(sealed, context)).toBe('whsec_x');
  const other = aVault();
  await expect(other.open(sealed, context)).rejects.toMatchObject({ code: 'vault.unavailable' });
  kms = await startKms(data);
  expect(await aVault().open(sealed, context)).toBe('whsec_x');
});

it('keeps the local key where its owner alone can read it', () => {
  expect(statSync(join(data, 'kms.key')).mode & 0o777).toBe(0o600);
});

it('refuses what is no request of KMS, and goes on', async () => {
  for (const body of ['', '{', '{}']) {
    const { status } = await fetch(kms.endpoint, { method: 'POST', body });
    expect(status).toBe(400);
  }
  expect(await aVault().seal('whsec_x', context)).not.toBe('');
});
