import type * as z from 'zod';
import type { EventType } from './catalogue.ts';
import type { BulletinEvent, SealedEvent } from './envelope.ts';

/** An event that anybody may read. Only `publicEventOf` makes one, so that nothing else is sent. */
export type OpenEvent = BulletinEvent & z.$brand<'OpenEvent'>;

/** An event as it goes out to whoever may not read drafts. */
export type PublicEvent = OpenEvent | SealedEvent;

/** Which types are open. An article's event is open if the article is published before or after it. */
export const OPENNESS = {
  'bulletin.article.drafted.v1': 'never',
  'bulletin.article.scheduled.v1': 'never',
  'bulletin.article.published.v1': 'always',
  'bulletin.article.updated.v1': 'of a published article',
  'bulletin.article.corrected.v1': 'of a published article',
  'bulletin.article.withdrawn.v1': 'always',
  'bulletin.article.deleted.v1': 'of a published article',
  'bulletin.publication.updated.v1': 'always',
  // It names the host of somebody's receiver, which is for those who manage endpoints.
  'bulletin.endpoint.disabled.v1': 'never',
} as const satisfies Record<EventType, 'always' | 'never' | 'of a published article'>;

/** Returns the open event without what is not public in it, or the sealed one. */
export const publicEventOf = (event: BulletinEvent): PublicEvent => (isOpen(event) ? opened(event) : sealed(event));

function isOpen({ type, data }: BulletinEvent): boolean {
  const openness = OPENNESS[type];
  if (openness !== 'of a published article') return openness === 'always';
  // An erased event no longer says whether its article was published.
  if (!data || !('status' in data)) return false;
  return data.status === 'published' || statusBefore(data) === 'published';
}

interface Standing {
  readonly status: string;
  readonly previous?: { readonly status?: string | undefined } | undefined;
}

const statusBefore = ({ status, previous }: Standing): string | undefined => previous && (previous.status ?? status);

/** Leaves out `previous` where the article was not published before: nobody outside has read that revision. */
function opened(event: BulletinEvent): OpenEvent {
  const { data } = event;
  if (!data || !('previous' in data) || statusBefore(data) === 'published') return event as OpenEvent;
  const { previous: _unpublished, ...rest } = data;
  return { ...event, data: rest } as OpenEvent;
}

/** Names what is kept, so that an attribute that is added later is not given away. */
function sealed({ specversion, id, source, type, time, sequence, partitionkey }: BulletinEvent): SealedEvent {
  return { specversion, id, source, type, time, sequence, partitionkey, sealed: true };
}
