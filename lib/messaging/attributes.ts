import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { slugify } from '#lib/domain/slug.ts';
import type { BulletinEvent } from '#lib/events/envelope.ts';

const text = (value: string): MessageAttributeValue => ({ DataType: 'String', StringValue: value });
const list = (values: readonly string[]): MessageAttributeValue => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(values),
});

/**
 * What filter policies can select by: `type` and `publication` always; of an article also `section` (slug), `tags`
 * (slugs), `authors` (ids) and `language`, where it has them.
 */
export function attributesOf(event: BulletinEvent): Record<string, MessageAttributeValue> {
  const { type, partitionkey, data } = event;
  const always = { type: text(type), publication: text(partitionkey) };
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
