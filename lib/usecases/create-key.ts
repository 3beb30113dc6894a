import { type Key, type KeyDraft, keyHash, keyText, type Scope } from '#lib/domain/key.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Clock, Ids, Keys } from './ports.ts';

interface Deps {
  readonly keys: Keys;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NewKey {
  readonly key: Key;
  /** The key itself, which nobody can be shown again. */
  readonly text: string;
}

type Grant = Omit<KeyDraft, 'scopes'> & {
  readonly publication: PublicationId | '*';
  readonly scopes: readonly Scope[];
};

export async function createKey(grant: Grant, { keys, clock, ids }: Deps): Promise<NewKey> {
  const id = ids.next();
  const text = keyText('live', { id, secret: ids.random(32) });
  const key = { ...grant, id, scopes: [...grant.scopes], hash: keyHash(text), createdAt: clock.now() };
  await keys.add(key);
  return { key, text };
}
