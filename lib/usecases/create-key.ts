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

type Drafted = Pick<KeyDraft, 'name' | 'expiresAt' | 'requestsPerMinute'> & {
  readonly publication: PublicationId | '*';
  readonly scopes: readonly Scope[];
};

/** Makes a key. How much it may hold is for the caller to say: see grant-key.ts. */
export async function createKey(draft: Drafted, deps: KeyDeps): Promise<NewKey> {
  const made = newKey(draft, deps);
  await deps.keys.add(made.key);
  return made;
}

/** A key that is not kept yet. */
export function newKey(draft: Drafted, { clock, ids, keyMode }: KeyDeps): NewKey {
  const id = ids.next();
  const text = keyText(keyMode, { id, secret: ids.random(32) });
  return { key: { ...draft, id, scopes: [...draft.scopes], hash: keyHash(text), createdAt: clock.now() }, text };
}
