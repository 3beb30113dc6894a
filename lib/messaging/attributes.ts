import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { slugify } from '#lib/domain/slug.ts';
import type { PublicEvent } from '#lib/events/public-event.ts';

const text = (value: string): MessageAttributeValue => ({ DataType: 'String', StringValue: value });
const list = (values: readonly string[]): MessageAttributeValue => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(values),
});

/**
 * What filter policies can select by: `type` and `publication` always; of an article also `section` (slug), `tags`
 * (slugs), `authors` (ids) and `language`, where it has them and the event is not sealed.
 */
export function attributesOf(event: PublicEvent): Record<string, MessageAttributeValue> {
  const { type, partitionkey } = event;
  const always = { type: text(type), publication: text(partitionkey) };
  const data = 'sealed' in event ? undefined : event.data;
  if (!data || !('tags' in data)) return always;
  const { section, tags, authors, language } = data;
  return {
    ...always,
    ...(section && { section: text(slugify(section)) }),
    ...(tags.length > 0 && { tags: list(tags.map(slugify)) }),
    ...(authors.length > 0 && { authors: list(authors.map(({ id }) => id)) }),
    ...(language && { language: text(language) }),
  };
}
