import { AuthorProfile } from '#lib/domain/author.ts';
import { Failure } from '#lib/domain/failure.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import { json, noContent } from '#lib/http/responses.ts';
import type { PublisherDeps } from './deps.ts';
import { authorOf, existingPublication, publicationOf } from './parameters.ts';

export function authorRoutes(deps: PublisherDeps) {
  const { authors, clock } = deps;
  const missing = (request: ApiRequest): never => {
    throw new Failure(
      'author.missing',
      `there is no author '${request.params.author}' in '${request.params.publication}'`,
    );
  };

  return {
    'GET /v1/publications/{publication}/authors/{author}': async (request: ApiRequest) =>
      json(200, (await authors.get(publicationOf(request), authorOf(request))) ?? missing(request)),

    'PUT /v1/publications/{publication}/authors/{author}': async (request: ApiRequest) => {
      const profile = parse(AuthorProfile, request.json());
      const { id: publication } = await existingPublication(request, deps);
      const author = { id: authorOf(request), ...profile, modifiedAt: clock.now() };
      await authors.put(publication, author);
      return json(200, author);
    },

    'DELETE /v1/publications/{publication}/authors/{author}': async (request: ApiRequest) => {
      const outcome = await authors.remove(publicationOf(request), authorOf(request));
      return outcome === 'removed' ? noContent() : missing(request);
    },
  };
}
