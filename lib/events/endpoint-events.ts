import type { DisabledReason, Endpoint } from '#lib/domain/endpoint.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Happening } from './envelope.ts';

interface Disabling {
  readonly reason: DisabledReason;
  readonly now: Instant;
  readonly failingSince?: Instant | undefined;
}

/** Its owner hears of it another way: from the log, over SNS, or at another endpoint. */
export function endpointDisabled(
  { id, publication, url, description }: Endpoint,
  { reason, now, failingSince }: Disabling,
): Happening<'bulletin.endpoint.disabled.v1'> {
  const data = {
    ...{ id, publication, host: new URL(url).host, ...(description !== undefined && { description }), reason },
    ...{ disabledAt: now, ...(failingSince && { failingSince }) },
  };
  return { type: 'bulletin.endpoint.disabled.v1', subject: id, publication, data };
}
