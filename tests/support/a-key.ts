import { type Key, keyHash, keyText } from '#lib/domain/key.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { NOON } from './system.ts';

const id = '01jdf0e8m30000000000000001';

/** A key as a publisher has it: its text, and what is kept of it. */
export const KEY_TEXT = keyText('live', { id, secret: new Uint8Array(32).fill(7) });

export const aKey = (over: Partial<Key> = {}): Key => ({
  id,
  name: 'cms',
  publication: PublicationId.parse('harbour-post'),
  scopes: ['articles:write'],
  hash: keyHash(KEY_TEXT),
  createdAt: NOON,
  ...over,
});
