import { type EndpointId, endOfSecret, rotateSecret as rotated, type SecretRotation } from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type AddEndpointDeps, type NewEndpoint, newSecret } from './add-endpoint.ts';
import { readEndpoint } from './read-endpoint.ts';

/** A new secret, beside which the old one signs until the overlap is over: at no moment does a receiver know neither. */
export async function rotateSecret(
  { overlapHours, ...of }: SecretRotation & { publication: PublicationId; id: EndpointId },
  deps: AddEndpointDeps,
): Promise<NewEndpoint> {
  const { secret, sealed } = await newSecret(of, deps);
  for (;;) {
    const { endpoint: before, course } = await readEndpoint(of, deps);
    const now = deps.clock.now();
    const endpoint = rotated(before, { sealed, endsAt: endOfSecret({ overlapHours }, now), now });
    if ((await deps.endpoints.change(endpoint)) === 'changed') return { endpoint, course, secret };
  }
}
