import { Failure } from '#lib/domain/failure.ts';
import { isGood, type Key, type KeyDraft } from '#lib/domain/key.ts';
import { excessOf, type Grant, grantOf } from '#lib/domain/key-grant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type KeyDeps, type NewKey, newKey } from './create-key.ts';

interface Granting {
  readonly draft: KeyDraft;
  readonly publication: PublicationId;
  /** The id of the calling key. */
  readonly by: string;
}

/** Makes a key that has at most what the calling key has. */
export async function grantKey({ draft, publication, by }: Granting, deps: KeyDeps): Promise<NewKey> {
  for (;;) {
    const maker = await callingKey(by, deps);
    const grant = grantOf(draft, maker);
    refuseExcess(grant, maker);
    const made = newKey({ name: draft.name, publication, ...grant }, deps);
    if ((await deps.keys.add(made.key, { id: by, now: deps.clock.now() })) === 'added') return made;
  }
}

/** The calling key as it is now: since the request was let in, it may have been revoked or rotated. */
export async function callingKey(id: string, { keys, clock }: Pick<KeyDeps, 'keys' | 'clock'>): Promise<Key> {
  const key = await keys.get(id);
  if (key && isGood(key, clock.now())) return key;
  throw new Failure('key.refused', `the calling key '${id}' is revoked or expired`);
}

export function refuseExcess(grant: Grant, maker: Key): void {
  const issues = excessOf(grant, maker);
  if (issues.length === 0) return;
  const fields = issues.map(({ pointer }) => pointer).join(', ');
  const scope = grant.scopes.find((_, index) => issues.some(({ pointer }) => pointer === `/scopes/${index}`));
  throw new Failure('key.grants-too-much', `the new key would have more than the calling key: ${fields}`, {
    issues,
    extra: scope ? { scope } : {},
  });
}
