import type { Key } from '#lib/domain/key.ts';
import type { Keys } from '#lib/usecases/ports.ts';
import { Recent } from './recent.ts';

/** How long a revoked key may go on opening what it opened a moment before. */
const REMEMBERED_MS = 5_000;

/** Keys that were found stay found for a moment, so that a busy publisher costs one read, not one a request. */
export function rememberedKeys({ get, ...keys }: Keys): Keys {
  const recent = new Recent<Key>({ ms: REMEMBERED_MS, most: 1_000 });
  return {
    ...keys,
    async get(id) {
      const remembered = recent.get(id);
      if (remembered) return remembered;
      const key = await get(id);
      return key && recent.keep(id, key);
    },
  };
}
