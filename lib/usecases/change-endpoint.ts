import { changeEndpoint as changed, type EndpointChange, type EndpointId } from '#lib/domain/endpoint.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { type AddEndpointDeps, refuseForbidden } from './add-endpoint.ts';
import type { Courses, DeliverBell, StandingEndpoint } from './endpoint-ports.ts';
import { readEndpoint } from './read-endpoint.ts';

export interface ChangeEndpointDeps extends AddEndpointDeps {
  readonly courses: Courses;
  readonly bell: DeliverBell;
}

interface Change {
  readonly publication: PublicationId;
  readonly id: EndpointId;
  readonly changeFrom: (before: StandingEndpoint['endpoint']) => EndpointChange;
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
    if ((await deps.endpoints.change(after)) === 'stale') continue;
    if (after.status === 'disabled') await deps.courses.stop(of.publication, of.id);
    const moved = change.url !== before.url || change.skipTo !== undefined || before.status === 'disabled';
    if (after.status === 'enabled' && moved) {
      const { publication, id } = of;
      const head = change.skipTo === 'head' ? await deps.log.head(publication) : undefined;
      await deps.courses.restart(publication, id, { after: head });
      await deps.bell.ring({ publication, endpoint: id });
    }
    return readEndpoint(of, deps);
  }
}
