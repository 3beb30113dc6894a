import { endOf, type Key, KeyDraft } from '#lib/domain/key.ts';
import { KeyRotation } from '#lib/domain/key-rotation.ts';
import type { Caller } from '#lib/http/caller.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json, noContent } from '#lib/http/responses.ts';
import type { NewKey } from '#lib/usecases/create-key.ts';
import { grantKey } from '#lib/usecases/grant-key.ts';
import { readKey } from '#lib/usecases/read-key.ts';
import { revokeKey } from '#lib/usecases/revoke-key.ts';
import { rotateKey } from '#lib/usecases/rotate-key.ts';
import type { PublisherDeps } from './deps.ts';
import { existingPublication, keyOf, publicationOf } from './parameters.ts';

/** A key as anybody may see it who manages keys. */
function shown({ hash: _kept, overlapEndsAt, expiresAt, ...key }: Key) {
  const end = endOf({ overlapEndsAt, expiresAt });
  return { ...key, ...(end && { expiresAt: end }) };
}

const named = (request: ApiRequest) => ({ publication: publicationOf(request), id: keyOf(request) });

export function keyRoutes(deps: PublisherDeps) {
  const made = ({ key, text }: NewKey) => {
    const location = `${deps.publicUrl}/v1/publications/${key.publication}/keys/${key.id}`;
    return json(201, { ...shown(key), key: text }, { location });
  };

  return {
    'POST /v1/publications/{publication}/keys': async (request: ApiRequest, { keyId: by }: Caller) => {
      const draft = parse(KeyDraft, request.json());
      const { id: publication } = await existingPublication(request, deps);
      return made(await grantKey({ draft, publication, by }, deps));
    },

    'GET /v1/publications/{publication}/keys': async (request: ApiRequest) => {
      const { id } = await existingPublication(request, deps);
      return json(200, { keys: (await deps.keys.list(id)).map(shown) });
    },

    'GET /v1/publications/{publication}/keys/{key}': async (request: ApiRequest) =>
      json(200, shown(await readKey(named(request), deps))),

    'DELETE /v1/publications/{publication}/keys/{key}': async (request: ApiRequest) => {
      await revokeKey(named(request), deps);
      return noContent();
    },

    'POST /v1/publications/{publication}/keys/{key}/rotations': async (request: ApiRequest, { keyId: by }: Caller) => {
      const rotation = parse(KeyRotation, request.json({ absent: {} }));
      return made(await rotateKey({ ...named(request), ...rotation, by }, deps));
    },
  };
}
