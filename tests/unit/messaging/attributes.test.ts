import { expect, it } from 'vitest';
import { articleChanged } from '#lib/events/article-events.ts';
import { eventOf } from '#lib/events/envelope.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { attributesOf } from '#lib/messaging/attributes.ts';
import { exampleOf } from '../../contract/example-events.ts';
import { aByline, anArticle, PUBLIC_URL } from '../../support/an-article.ts';
import { NOON } from '../../support/system.ts';

const attributesOfArticle = (over: Parameters<typeof anArticle>[0]) => {
  const happening = articleChanged({ after: anArticle(over), publicUrl: PUBLIC_URL });
  const event = eventOf(happening, { id: 'event-1', sequence: 1, time: NOON, publicUrl: PUBLIC_URL });
  return attributesOf(publicEventOf(event));
};
const text = (StringValue: string) => ({ DataType: 'String', StringValue });
const list = (...values: string[]) => ({ DataType: 'String.Array', StringValue: JSON.stringify(values) });
const always = { type: text('bulletin.article.published.v1'), publication: text('harbour-post') };

it('an event of an article is filtered by the slugs of its section and tags, its authors and its language', () => {
  const over = { section: 'World News', tags: ['Deep Sea', 'Sea & Sky'], authors: [aByline()], language: 'en-GB' };
  expect(attributesOfArticle(over)).toEqual({
    ...always,
    ...{ section: text('world-news'), tags: list('deep-sea', 'sea-sky') },
    ...{ authors: list('ada-example'), language: text('en-GB') },
  });
});

it('what an article does not have is not filtered by', () => {
  expect(attributesOfArticle({})).toEqual(always);
});

it.each([
  ...(['bulletin.publication.updated.v1', 'bulletin.article.deleted.v1'] as const),
  ...(['bulletin.article.drafted.v1', 'bulletin.endpoint.disabled.v1'] as const),
])('an event without an article that all may read is filtered by its type and publication: %s', (type) => {
  const event = publicEventOf(exampleOf(type));
  expect(attributesOf(event)).toEqual({ type: text(type), publication: text(event.partitionkey) });
});

it('an event whose content is elsewhere is still filtered by its type and publication', () => {
  const event = { ...exampleOf('bulletin.article.published.v1'), data: undefined };
  expect(attributesOf(publicEventOf(event))).toEqual({ ...always, publication: text(event.partitionkey) });
});
