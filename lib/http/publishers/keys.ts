import { type Key, KeyDraft } from '#lib/domain/key.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json, noContent } from '#lib/http/responses.ts';
import { createKey } from '#lib/usecases/create-key.ts';
import { revokeKey } from '#lib/usecases/revoke-key.ts';
import type { PublisherDeps } from './deps.ts';
import { existingPublication, publicationOf } from './parameters.ts';

/** A key as anybody may see it who manages keys. */
const shown = ({ hash: _kept, ...key }: Key) => key;

export function keyRoutes(deps: PublisherDeps) {
  return {
    'POST /v1/publications/{publication}/keys': async (request: ApiRequest) => {
      const draft = parse(KeyDraft, request.json());
      const { id: publication } = await existingPublication(request, deps);
      const { key, text } = await createKey({ ...draft, publication }, deps);
      return json(
        201,
        { ...shown(key), key: text },
        { location: `${deps.publicUrl}/v1/publications/${publication}/keys/${key.id}` },
      );
    },

    'GET /v1/publications/{publication}/keys': async (request: ApiRequest) =>
      json(200, { keys: (await deps.keys.list(publicationOf(request))).map(shown) }),

    'DELETE /v1/publications/{publication}/keys/{key}': async (request: ApiRequest) => {
      await revokeKey({ publication: publicationOf(request), id: request.params.key ?? '' }, deps);
      return noContent();
    },
  };
}
