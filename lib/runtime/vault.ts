import { kmsVault } from '#lib/secrets/kms-vault.ts';
import type { Vault } from '#lib/usecases/delivery-ports.ts';
import { kmsClient } from './kms-client.ts';
import { systemClock as clock } from './system.ts';

/** Where secrets are sealed and opened. Who only opens needs no key. */
export const vaultRuntime = (keyId?: string): Vault => kmsVault({ client: kmsClient(), keyId, clock });
