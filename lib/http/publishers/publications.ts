import { PublicationDraft, PublicationProfile, profileOf } from '#lib/domain/publication.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json } from '#lib/http/responses.ts';
import { addPublication } from '#lib/usecases/add-publication.ts';
import { changePublication } from '#lib/usecases/change-publication.ts';
import type { PublisherDeps } from './deps.ts';
import { mergePatch } from './merge-patch.ts';
import { existingPublication, publicationOf } from './parameters.ts';

export function publicationRoutes(deps: PublisherDeps) {
  return {
    'POST /v1/publications': async (request: ApiRequest) => {
      const publication = await addPublication(parse(PublicationDraft, request.json()), deps);
      return json(201, publication, { location: `${deps.publicUrl}/v1/publications/${publication.id}` });
    },

    'GET /v1/publications/{publication}': async (request: ApiRequest) =>
      json(200, await existingPublication(request, deps)),

    'PATCH /v1/publications/{publication}': async (request: ApiRequest) => {
      const patch = request.json();
      const publication = await changePublication(
        {
          publication: publicationOf(request),
          profileFrom: (before) => parse(PublicationProfile, mergePatch(profileOf(before), patch)),
        },
        deps,
      );
      return json(200, publication);
    },
  };
}
