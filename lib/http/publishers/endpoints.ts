import { changeOf, EndpointChange, EndpointDraft, SecretRotation } from '#lib/domain/endpoint.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json, noContent } from '#lib/http/responses.ts';
import { addEndpoint, type NewEndpoint } from '#lib/usecases/add-endpoint.ts';
import { changeEndpoint } from '#lib/usecases/change-endpoint.ts';
import type { StandingEndpoint } from '#lib/usecases/endpoint-ports.ts';
import { readEndpoint } from '#lib/usecases/read-endpoint.ts';
import { removeEndpoint } from '#lib/usecases/remove-endpoint.ts';
import { rotateSecret } from '#lib/usecases/rotate-secret.ts';
import type { PublisherDeps } from './deps.ts';
import { mergePatch } from './merge-patch.ts';
import { endpointIn, existingPublication } from './parameters.ts';

/** An endpoint as anybody may see it who manages endpoints. */
function shown({ endpoint, course }: StandingEndpoint) {
  const { secrets: _kept, revision: _counted, ...settings } = endpoint;
  const { sequence, failingSince, wakeAt } = course;
  const next = endpoint.status === 'enabled' ? wakeAt : undefined;
  return { ...settings, sequence, ...(failingSince && { failingSince }), ...(next && { nextAttemptAt: next }) };
}

export function endpointRoutes(deps: PublisherDeps) {
  const made = ({ secret, ...standing }: NewEndpoint) => ({ ...shown(standing), secret });

  return {
    'POST /v1/publications/{publication}/endpoints': async (request: ApiRequest) => {
      const draft = parse(EndpointDraft, request.json());
      const { id: publication } = await existingPublication(request, deps);
      const added = await addEndpoint({ ...draft, publication }, deps);
      const location = `${deps.publicUrl}/v1/publications/${publication}/endpoints/${added.endpoint.id}`;
      return json(201, made(added), { location });
    },

    'GET /v1/publications/{publication}/endpoints': async (request: ApiRequest) => {
      const { id } = await existingPublication(request, deps);
      const [all, { courses }] = await Promise.all([deps.endpoints.list(id), deps.watermarks.standing(id)]);
      const endpoints = all.flatMap((endpoint) => {
        const course = courses.find((one) => one.endpoint === endpoint.id);
        return course ? [shown({ endpoint, course })] : [];
      });
      return json(200, { endpoints });
    },

    'GET /v1/publications/{publication}/endpoints/{endpoint}': async (request: ApiRequest) =>
      json(200, shown(await readEndpoint(endpointIn(request), deps))),

    'PATCH /v1/publications/{publication}/endpoints/{endpoint}': async (request: ApiRequest) => {
      const patch = request.json();
      const changeFrom = (before: StandingEndpoint['endpoint']) =>
        parse(EndpointChange, mergePatch(changeOf(before), patch));
      return json(200, shown(await changeEndpoint({ ...endpointIn(request), changeFrom }, deps)));
    },

    'DELETE /v1/publications/{publication}/endpoints/{endpoint}': async (request: ApiRequest) => {
      await removeEndpoint(endpointIn(request), deps);
      return noContent();
    },

    'POST /v1/publications/{publication}/endpoints/{endpoint}/secret-rotations': async (request: ApiRequest) => {
      const rotation = parse(SecretRotation, request.json({ absent: {} }));
      return json(201, made(await rotateSecret({ ...endpointIn(request), ...rotation }, deps)));
    },
  };
}
