import { type Key, type KeyDraft, type KeyMode, keyHash, keyText, type Scope } from '#lib/domain/key.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Clock, Ids, Keys } from './ports.ts';

export interface KeyDeps {
  readonly keys: Keys;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keyMode: KeyMode;
}

export interface NewKey {
  readonly key: Key;
  /** The key itself, which nobody can be shown again. */
  readonly text: string;
}

type Grant = Pick<KeyDraft, 'name' | 'expiresAt'> & {
  readonly publication: PublicationId | '*';
  readonly scopes: readonly Scope[];
  readonly requestsPerMinute?: number | undefined;
};

export async function createKey(grant: Grant, deps: KeyDeps): Promise<NewKey> {
  const made = newKey(grant, deps);
  await deps.keys.add(made.key);
  return made;
}

/** A key that is not kept yet. */
export function newKey(grant: Grant, { clock, ids, keyMode }: KeyDeps): NewKey {
  const id = ids.next();
  const text = keyText(keyMode, { id, secret: ids.random(32) });
  return { key: { ...grant, id, scopes: [...grant.scopes], hash: keyHash(text), createdAt: clock.now() }, text };
}
