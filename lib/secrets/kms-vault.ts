import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { Failure } from '#lib/domain/failure.ts';
import type { Vault } from '#lib/usecases/delivery-ports.ts';
import type { Clock } from '#lib/usecases/ports.ts';

interface Options {
  readonly client: KMSClient;
  /** Who only opens need not know the key: what was sealed says it. */
  readonly keyId?: string | undefined;
  readonly clock: Clock;
}

/** How long an opened secret stays in memory: a busy endpoint would ask for it a hundred times a minute. */
const REMEMBERED_MS = 3 * 60_000;
const MOST_REMEMBERED = 1_000;

/** AWS KMS, which encrypts up to 4 KB itself: no secret is ever written down anywhere else. */
export function kmsVault({ client, keyId, clock }: Options): Vault {
  const opened = new Map<string, { text: Promise<string>; until: number }>();

  return {
    async seal(text, context) {
      const command = new EncryptCommand({ KeyId: keyId, Plaintext: Buffer.from(text), EncryptionContext: context });
      const { CiphertextBlob } = await client.send(command).catch(unavailable);
      return Buffer.from(CiphertextBlob ?? []).toString('base64');
    },

    open(sealed, context) {
      const now = Date.parse(clock.now());
      const name = JSON.stringify([sealed, context]);
      const known = opened.get(name);
      if (known && known.until > now) return known.text;
      if (opened.size >= MOST_REMEMBERED) opened.clear();
      const command = new DecryptCommand({
        CiphertextBlob: Buffer.from(sealed, 'base64'),
        EncryptionContext: context,
      });
      const text = client.send(command).then(({ Plaintext }) => Buffer.from(Plaintext ?? []).toString(), unavailable);
      opened.set(name, { text, until: now + REMEMBERED_MS });
      text.catch(() => opened.delete(name));
      return text;
    },
  };
}

function unavailable(cause: unknown): never {
  throw new Failure('vault.unavailable', 'secrets cannot be sealed or opened at the moment', {
    cause,
    extra: { retryAfter: 1 },
  });
}
