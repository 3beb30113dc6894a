import * as z from 'zod';
import { Instant } from '#lib/domain/instant.ts';
import { KeyDraft, Key as StoredKey } from '#lib/domain/key.ts';
import { KeyRotation } from '#lib/domain/key-rotation.ts';
import type { Operations } from './operation.ts';

/** A key as anybody may see it who manages keys. */
const Key = StoredKey.omit({ hash: true, overlapEndsAt: true }).extend({ lastUsedAt: Instant.optional() });
const NewKey = StoredKey.omit({ hash: true, overlapEndsAt: true }).extend({
  key: z.string().describe('The key itself, which is shown this once'),
});
const KeyList = z.object({ keys: z.array(Key) });

export const KEY_SCHEMAS = { Key, KeyDraft, KeyRotation, NewKey, KeyList };

export const KEY_OPERATIONS = {
  'POST /v1/publications/{publication}/keys': {
    id: 'createKey',
    summary: 'Create an API key with at most the scopes, limit and end of the calling key',
    tag: 'Keys',
    body: KeyDraft,
    answers: { 201: { description: 'The new key', schema: NewKey, headers: ['Location'] } },
    refusals: ['key.grants-too-much'],
  },
  'GET /v1/publications/{publication}/keys': {
    id: 'listKeys',
    summary: 'List API keys (secrets are never returned)',
    tag: 'Keys',
    answers: { 200: { description: 'The keys', schema: KeyList } },
  },
  'GET /v1/publications/{publication}/keys/{key}': {
    id: 'readKey',
    summary: 'Read what is known of a key, and when it was used last',
    tag: 'Keys',
    answers: { 200: { description: 'The key', schema: Key } },
  },
  'DELETE /v1/publications/{publication}/keys/{key}': {
    id: 'revokeKey',
    summary: 'Revoke a key',
    tag: 'Keys',
    answers: { 204: { description: 'The key is revoked' } },
  },
  'POST /v1/publications/{publication}/keys/{key}/rotations': {
    id: 'rotateKey',
    summary: 'Replace an API key by a new one with the same scopes, limit and end',
    tag: 'Keys',
    body: KeyRotation,
    optionalBody: true,
    answers: { 201: { description: 'The new key', schema: NewKey, headers: ['Location'] } },
    refusals: ['key.ended', 'key.grants-too-much'],
  },
} as const satisfies Operations;
