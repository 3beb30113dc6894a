import * as z from 'zod';

/** Every event that there is, by its `type`; what it holds, the catalogue says. */
export const EventName = z.enum([
  'bulletin.article.drafted.v1',
  'bulletin.article.scheduled.v1',
  'bulletin.article.published.v1',
  'bulletin.article.updated.v1',
  'bulletin.article.corrected.v1',
  'bulletin.article.withdrawn.v1',
  'bulletin.article.deleted.v1',
  'bulletin.publication.updated.v1',
  'bulletin.endpoint.disabled.v1',
]);
export type EventName = z.infer<typeof EventName>;
