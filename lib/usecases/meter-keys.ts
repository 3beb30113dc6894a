import type { Key } from '#lib/domain/key.ts';
import { blockOf, type KeyUse, nextBlock, windowOf } from '#lib/domain/quota.ts';
import type { Clock, KeyUses } from './ports.ts';

interface Deps {
  readonly uses: KeyUses;
  readonly clock: Clock;
}

/** What became of a request: counted, beyond its key's limit, or let through because it could not be counted. */
export type Metering = 'counted' | 'exhausted' | { readonly uncounted: unknown };

/** What an instance holds of a key's window. */
interface Lease {
  left: number;
  exhausted: boolean;
  /** As the table told it last. */
  use: KeyUse;
}

const NO_LIMIT = Number.POSITIVE_INFINITY;

/**
 * Counts the requests of keys. An instance takes a block of a key's window by one write and spends it from memory; what
 * was taken is never given back, so that all instances together stay within the limit.
 */
export function keyMeter(deps: Deps): (key: Key) => Promise<Metering> {
  let leases = { window: -1, of: new Map<string, Lease>() };

  const leaseOf = ({ id }: Key): Lease => {
    const window = windowOf(deps.clock.now());
    if (leases.window !== window) leases = { window, of: new Map() };
    const lease = leases.of.get(id) ?? { left: 0, exhausted: false, use: { window: -1, used: 0 } };
    leases.of.set(id, lease);
    return lease;
  };

  return async (key) => {
    const limit = key.requestsPerMinute ?? NO_LIMIT;
    const lease = leaseOf(key);
    while (lease.left === 0) {
      if (lease.exhausted) return 'exhausted';
      try {
        await (limit === NO_LIMIT ? note : take)(lease, { id: key.id, limit, ...deps });
      } catch (uncounted) {
        // A limit is worth less than a publication: as many go on as a block has, and then it is tried again.
        lease.left += blockOf(limit) - 1;
        return { uncounted };
      }
    }
    lease.left -= 1;
    return 'counted';
  };
}

interface Taking extends Deps {
  readonly id: string;
  readonly limit: number;
}

/** Of a key without a limit it is only said, once a window, that it is used. */
async function note(lease: Lease, { id, uses, clock }: Taking): Promise<void> {
  const at = clock.now();
  await uses.begin(id, { window: windowOf(at), count: 0, at });
  lease.left = NO_LIMIT;
}

/** Each try that fails has learnt how the key stands, and that there is less to be had: it comes to an end. */
async function take(lease: Lease, { id, limit, uses, clock }: Taking): Promise<void> {
  for (;;) {
    const at = clock.now();
    const { begun, window, used, count } = nextBlock(lease.use, { limit, now: at });
    lease.exhausted = count <= 0;
    if (lease.exhausted) return;
    const outcome = await (begun ? uses.add(id, { window, count, limit, at }) : uses.begin(id, { window, count, at }));
    lease.use = outcome === 'counted' ? { window, used: used + count } : outcome;
    if (outcome === 'counted') {
      lease.left += count;
      return;
    }
  }
}
