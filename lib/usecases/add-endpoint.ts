import { type Endpoint, type EndpointDraft, EndpointId, MOST_ENDPOINTS } from '#lib/domain/endpoint.ts';
import { Failure } from '#lib/domain/failure.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { SECRET_BYTES, secretText } from '#lib/domain/webhook-signature.ts';
import type { OutboundPolicy, Vault } from './delivery-ports.ts';
import type { Endpoints, StandingEndpoint } from './endpoint-ports.ts';
import type { Clock, Ids, Log } from './ports.ts';
import { sealContext } from './post-event.ts';

export interface AddEndpointDeps {
  readonly endpoints: Endpoints;
  readonly log: Log;
  readonly policy: OutboundPolicy;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NewEndpoint extends StandingEndpoint {
  /** What its receiver verifies with, which nobody can be shown again. */
  readonly secret: string;
}

/** An endpoint that hears of everything from now on. */
export async function addEndpoint(
  { publication, ...draft }: EndpointDraft & { publication: PublicationId },
  deps: AddEndpointDeps,
): Promise<NewEndpoint> {
  await refuseForbidden(draft.url, deps);
  const others = await deps.endpoints.list(publication);
  if (others.length >= MOST_ENDPOINTS) {
    throw new Failure('endpoint.too-many', `'${publication}' has ${others.length} endpoints, and no more can be added`);
  }
  const id = EndpointId.parse(`ep_${deps.ids.next()}`);
  const { secret, sealed } = await newSecret({ publication, id }, deps);
  const now = deps.clock.now();
  const endpoint: Endpoint = {
    ...{ id, publication, ...draft, status: 'enabled', revision: 1, createdAt: now, modifiedAt: now },
    secrets: [{ sealed }],
  };
  const sequence = await deps.log.head(publication);
  await deps.endpoints.add(endpoint, sequence);
  return { endpoint, course: { endpoint: id, sequence, failures: 0 }, secret };
}

export async function newSecret(
  of: Pick<Endpoint, 'publication' | 'id'>,
  { ids, vault }: Pick<AddEndpointDeps, 'ids' | 'vault'>,
): Promise<{ secret: string; sealed: string }> {
  const secret = secretText(ids.random(SECRET_BYTES));
  return { secret, sealed: await vault.seal(secret, sealContext(of)) };
}

export async function refuseForbidden(url: string, { policy }: Pick<AddEndpointDeps, 'policy'>): Promise<void> {
  const complaint = await policy.complaint(url);
  if (complaint === undefined) return;
  throw new Failure('endpoint.url-refused', `nothing is sent to '${url}': ${complaint}`, {
    issues: [{ pointer: '/url', given: url, expected: 'an address that anybody may send to' }],
  });
}
