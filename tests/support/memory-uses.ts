import type { KeyUse } from '#lib/domain/quota.ts';
import type { KeyUses } from '#lib/usecases/ports.ts';

/** The uses of keys in memory: what stands, what was ever handed out of each window, and how many writes that took. */
export function memoryUses() {
  const standing = new Map<string, KeyUse>();
  const handedOut = new Map<number, number>();
  const account = { writes: 0 };
  const count = (key: string, { window, used, count }: KeyUse & { count: number }) => {
    standing.set(key, { window, used: used + count });
    handedOut.set(window, (handedOut.get(window) ?? 0) + count);
    return 'counted' as const;
  };
  const of = (key: string) => standing.get(key) ?? { window: 0, used: 0 };
  const uses: KeyUses = {
    begin: async (key, taking) => {
      account.writes += 1;
      const { window } = of(key);
      const begun = window === taking.window || window === taking.window + 1;
      return begun ? of(key) : count(key, { ...taking, used: 0 });
    },
    add: async (key, { limit, ...taking }) => {
      account.writes += 1;
      const { window, used } = of(key);
      return window === taking.window && used <= limit - taking.count ? count(key, { ...taking, used }) : of(key);
    },
  };
  return { uses, standing, handedOut, account };
}
