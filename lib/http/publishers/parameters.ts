import { ArticleId } from '#lib/domain/article.ts';
import { ExternalId } from '#lib/domain/article-draft.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { DeliveryId } from '#lib/domain/delivery.ts';
import { EndpointId } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import { KeyId } from '#lib/domain/key.ts';
import { type Publication, PublicationId } from '#lib/domain/publication.ts';
import { parse } from '#lib/http/issues.ts';
import type { ApiRequest } from '#lib/http/request.ts';
import type { Publications } from '#lib/usecases/ports.ts';
import { readPublication } from '#lib/usecases/read-publication.ts';

/** What an address names, or the failure that says there is no such thing: no id of a wrong form was ever given out. */
export function publicationOf({ params }: ApiRequest): PublicationId {
  const { success, data } = PublicationId.safeParse(params.publication);
  if (!success) throw new Failure('publication.missing', `there is no publication '${params.publication}'`);
  return data;
}

export function articleOf({ params }: ApiRequest): ArticleId {
  const { success, data } = ArticleId.safeParse(params.article);
  if (!success)
    throw new Failure('article.missing', `there is no article '${params.article}' in '${params.publication}'`);
  return data;
}

export function authorOf({ params }: ApiRequest): AuthorId {
  const { success, data } = AuthorId.safeParse(params.author);
  if (!success) throw new Failure('author.missing', `there is no author '${params.author}' in '${params.publication}'`);
  return data;
}

export function keyOf({ params }: ApiRequest): string {
  const { success, data } = KeyId.safeParse(params.key);
  if (!success) throw new Failure('key.unknown', `there is no key '${params.key}' of '${params.publication}'`);
  return data;
}

export function deliveryOf({ params }: ApiRequest): string {
  const { success, data } = DeliveryId.safeParse(params.delivery);
  if (!success)
    throw new Failure('delivery.missing', `there is no delivery '${params.delivery}' to '${params.endpoint}'`);
  return data;
}

/** An endpoint, by its publication's id and its own. */
export function endpointIn(request: ApiRequest): { publication: PublicationId; id: EndpointId } {
  const { params } = request;
  const { success, data } = EndpointId.safeParse(params.endpoint);
  if (!success)
    throw new Failure('endpoint.missing', `there is no endpoint '${params.endpoint}' of '${params.publication}'`);
  return { publication: publicationOf(request), id: data };
}

/** The external id in the address; the draft may leave it out, but not say another. */
export function externalIdOf({ params }: ApiRequest, draft: { readonly externalId?: string | undefined }): string {
  const externalId = parse(ExternalId, params.externalId);
  if (externalId.includes('\uFFFD')) {
    throw new Failure('request.invalid', 'the external id in the address is not UTF-8', {
      issues: [{ pointer: 'externalId', given: externalId, expected: 'UTF-8, percent-encoded' }],
    });
  }
  if (draft.externalId === undefined || draft.externalId === externalId) return externalId;
  throw new Failure('request.invalid', 'the address has one external id and the article another', {
    issues: [{ pointer: '/externalId', given: draft.externalId, expected: `'${externalId}', or nothing` }],
  });
}

export const existingPublication = (request: ApiRequest, deps: { publications: Publications }): Promise<Publication> =>
  readPublication(publicationOf(request), deps);
