import type { Article } from '#lib/domain/article.ts';
import { articleChanged, articleDeleted } from '#lib/events/article-events.ts';
import { EVENT_TYPES, type EventType } from '#lib/events/catalogue.ts';
import { endpointDisabled } from '#lib/events/endpoint-events.ts';
import { type BulletinEvent, eventOf, type Happening } from '#lib/events/envelope.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import { publicationUpdated } from '#lib/events/publication-events.ts';
import { at, PUBLIC_URL } from '../support/an-article.ts';
import { anEndpoint } from '../support/an-endpoint.ts';
import { RICH_ARTICLES, RICH_PUBLICATION } from './feeds/rich-feed.ts';

const [published] = RICH_ARTICLES.all as [Article];
const { publishedAt: _not, ...unpublished } = published;
const draft: Article = { ...unpublished, status: 'draft', corrections: [] };
const scheduled: Article = { ...draft, status: 'scheduled', publishAt: at('18:00') };
const first: Article = { ...published, corrections: [], externalId: 'cms-4711', language: 'en-GB' };
const moved: Article = { ...first, revision: 2, section: 'Science', tags: [], authors: [], modifiedAt: at('10:00') };
const withdrawn: Article = { ...published, revision: 3, status: 'withdrawn', withdrawnAt: at('11:00') };

const changed = (before: Article | undefined, after: Article) =>
  articleChanged({ before, after, publicUrl: PUBLIC_URL });

/** What was done, for each type, so that it is told of. */
const HAPPENINGS: Record<EventType, Happening> = {
  'bulletin.article.drafted.v1': changed(undefined, draft),
  'bulletin.article.published.v1': changed(undefined, first),
  'bulletin.article.updated.v1': changed(first, moved),
  'bulletin.article.corrected.v1': changed(first, { ...published, revision: 2 }),
  'bulletin.article.withdrawn.v1': changed(published, withdrawn),
  'bulletin.article.deleted.v1': articleDeleted({ ...published, revision: 3 }, at('12:00')),
  'bulletin.publication.updated.v1': publicationUpdated({ ...RICH_PUBLICATION, revision: 2, modifiedAt: at('12:30') }),
  'bulletin.article.scheduled.v1': changed(draft, scheduled),
  'bulletin.endpoint.disabled.v1': endpointDisabled(
    anEndpoint({ publication: RICH_PUBLICATION.id, description: 'our archive' }),
    {
      ...{ reason: 'failing', now: at('12:00'), failingSince: at('06:00') },
    },
  ),
};

export function exampleOf(type: EventType): BulletinEvent {
  const sequence = Object.keys(HAPPENINGS).indexOf(type) + 1;
  const id = `01jdf0e8m3${String(sequence).padStart(16, '0')}`;
  return eventOf(HAPPENINGS[type], { id, sequence, time: at('12:00'), publicUrl: PUBLIC_URL });
}

/** One that nobody outside is told more of. */
export const sealedExample = (): PublicEvent => publicEventOf(exampleOf('bulletin.article.drafted.v1'));

/** All that the AsyncAPI document shows. */
export const everyExample = (): object[] => [...EVENT_TYPES.map(exampleOf), sealedExample()];
