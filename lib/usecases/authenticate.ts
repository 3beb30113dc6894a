import { type Key, keyIdOf, opens } from '#lib/domain/key.ts';
import type { Clock, Keys } from './ports.ts';

export interface Refusal {
  readonly refused: 'key.missing' | 'key.malformed' | 'key.refused';
}

export type Verdict = { readonly key: Key } | Refusal;

/** Who the bearer of an `Authorization` header is (RFC 6750 §2.1). A malformed key is refused without a read. */
export async function authenticate(
  header: string | undefined,
  { keys, clock }: { keys: Keys; clock: Clock },
): Promise<Verdict> {
  if (header === undefined) return { refused: 'key.missing' };
  const [, text] = /^Bearer +([\w-]+) *$/i.exec(header) ?? [];
  const id = text && keyIdOf(text);
  if (!text || !id) return { refused: 'key.malformed' };
  const key = await keys.get(id);
  return key && opens(key, { text, now: clock.now() }) ? { key } : { refused: 'key.refused' };
}
