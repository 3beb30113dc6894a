import type { Key } from '#lib/domain/key.ts';
import type { KeyMaker, Keys } from '#lib/usecases/ports.ts';

/** Keys in memory. `before` runs before a rotation is written, as somebody else's change would. */
export function memoryKeys({ before = () => undefined }: { before?: (keys: Map<string, Key>) => void } = {}) {
  const kept = new Map<string, Key>();
  const change = (id: string, over: Partial<Key>) => {
    const key = kept.get(id);
    if (key) kept.set(id, { ...key, ...over });
  };
  const isStillGood = ({ id, now }: KeyMaker) => {
    const key = kept.get(id);
    return key && key.revokedAt === undefined && (key.overlapEndsAt === undefined || key.overlapEndsAt > now);
  };
  const keys: Keys = {
    add: async (key, by) => {
      if (by && !isStillGood(by)) return 'changed';
      kept.set(key.id, key);
      return 'added';
    },
    get: async (id) => kept.get(id),
    withUse: async (id) => kept.get(id),
    list: async () => [...kept.values()],
    revoke: async (id, revokedAt) => change(id, { revokedAt }),
    rotate: async (id, { to, endsAt, by }) => {
      before(kept);
      const { overlapEndsAt = endsAt } = kept.get(id) ?? {};
      if (!isStillGood(by) || !isStillGood({ ...by, id }) || overlapEndsAt < endsAt) return 'changed';
      change(id, { overlapEndsAt: endsAt });
      kept.set(to.id, to);
      return 'rotated';
    },
  };
  return { keys, kept };
}
