import type { EndpointId } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { Endpoints, StandingEndpoint } from './endpoint-ports.ts';

export async function readEndpoint(
  { publication, id }: { publication: PublicationId; id: EndpointId },
  { endpoints }: { endpoints: Endpoints },
): Promise<StandingEndpoint> {
  const found = await endpoints.standing(publication, id);
  if (!found) throw new Failure('endpoint.missing', `there is no endpoint '${id}' of '${publication}'`);
  return found;
}
