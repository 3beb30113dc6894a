import { isDeepStrictEqual } from 'node:util';
import {
  changeEndpoint as changed,
  type Endpoint,
  type EndpointChange,
  type EndpointId,
} from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type AddEndpointDeps, refuseForbidden } from './add-endpoint.ts';
import type { CourseChange, DeliverBell, StandingEndpoint } from './endpoint-ports.ts';
import { readEndpoint } from './read-endpoint.ts';

export interface ChangeEndpointDeps extends AddEndpointDeps {
  readonly bell: DeliverBell;
}

interface Change {
  readonly publication: PublicationId;
  readonly id: EndpointId;
  readonly changeFrom: (before: Endpoint) => EndpointChange;
}

/**
 * Whoever is enabled again, or moved, goes on where it stopped, at once and with a clean record; or, when told to skip,
 * with what happens from now on.
 */
export async function changeEndpoint(
  { changeFrom, ...of }: Change,
  deps: ChangeEndpointDeps,
): Promise<StandingEndpoint> {
  for (;;) {
    const { endpoint: before } = await readEndpoint(of, deps);
    const change = changeFrom(before);
    if (change.url !== before.url) await refuseForbidden(change.url, deps);
    const after = changed(before, change, deps.clock.now());
    const course = await courseChange({ before, change }, deps);
    if ((await deps.endpoints.change(after, course)) === 'stale') continue;
    if (course?.to === 'restart') await deps.bell.ring({ publication: of.publication, endpoint: of.id });
    return readEndpoint(of, deps);
  }
}

/** What is sent, and where: whoever is at it goes by what it was when they began. */
const sentTo = ({ url, types, sections, tags, authors }: EndpointChange | Endpoint) => ({
  ...{ url, types, sections, tags, authors },
});

async function courseChange(
  { before, change }: { before: Endpoint; change: EndpointChange },
  { log }: Pick<ChangeEndpointDeps, 'log'>,
): Promise<CourseChange | undefined> {
  if (change.status === 'disabled') return { to: 'stop' };
  if (change.skipTo === 'head') return { to: 'restart', after: await log.head(before.publication) };
  const isWell = before.status === 'enabled' && isDeepStrictEqual(sentTo(change), sentTo(before));
  return isWell ? undefined : { to: 'restart' };
}
