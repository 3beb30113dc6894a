import {
  type DisabledReason,
  disableEndpoint as disabled,
  type Endpoint,
  type EndpointId,
} from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { endpointDisabled } from '#lib/events/endpoint-events.ts';
import { type AppendDeps, append, type Decision } from './append.ts';
import type { Desk } from './ports.ts';

interface Disabling {
  readonly publication: PublicationId;
  readonly endpoint: EndpointId;
  /** The address that it failed at. */
  readonly url: string;
  readonly reason: DisabledReason;
  readonly failingSince?: Instant | undefined;
}

/** The endpoint's end and the event that tells of it are one write; neither, when it is off, gone or moved already. */
export async function disableEndpoint(
  { publication, endpoint, url, reason, failingSince }: Disabling,
  deps: AppendDeps,
): Promise<void> {
  const decide = ({ endpoint: before }: Desk): Decision<Endpoint | undefined> => {
    if (before?.status !== 'enabled' || before.url !== url) return { after: before, writings: [] };
    const now = deps.clock.now();
    const after = disabled(before, { reason, now });
    const happening = endpointDisabled(before, { reason, now, failingSince });
    return { after, writings: [{ change: { kind: 'endpoint', before, after }, happening }] };
  };
  await append(deps, { publication, wanted: { endpoint }, decide });
}
