import { describe, expect, it } from 'vitest';
import { AuthorId } from '#lib/domain/author.ts';
import { wants } from '#lib/events/event-filter.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { exampleOf } from '../../contract/example-events.ts';

const published = publicEventOf(exampleOf('bulletin.article.published.v1'));
const moved = publicEventOf(exampleOf('bulletin.article.updated.v1'));
const drafted = publicEventOf(exampleOf('bulletin.article.drafted.v1'));

describe('an endpoint', () => {
  it('hears of an article in its section, and that it left it', () => {
    for (const event of [published, moved]) expect(wants({ sections: ['World'] }, event)).toBe(true);
    expect(wants({ sections: ['World'], tags: ['bridges'] }, published)).toBe(false);
    expect(wants({ sections: ['Sport'] }, moved)).toBe(false);
  });

  it('hears of a deletion whose terms have been erased, whatever it follows', () => {
    const event = exampleOf('bulletin.article.deleted.v1');
    if (event.type !== 'bulletin.article.deleted.v1' || !event.data) throw new TypeError('the example is no deletion');
    const erased = publicEventOf({ ...event, data: { ...event.data, previous: { status: 'published' } } });
    const filters = [{ sections: ['Sport'] }, { tags: ['Sport'] }, { authors: [AuthorId.parse('mira')] }];
    for (const filter of filters) expect(wants(filter, erased), JSON.stringify(filter)).toBe(true);
    expect(wants({ types: ['bulletin.article.published.v1'] }, erased)).toBe(false);
  });

  it('hears of sealed events without a filter, or by their type', () => {
    expect(wants({}, drafted)).toBe(true);
    expect(wants({ types: ['bulletin.article.drafted.v1'] }, drafted)).toBe(true);
    expect(wants({ types: ['bulletin.article.published.v1'] }, drafted)).toBe(false);
  });

  it.each([{ sections: ['World'] }, { tags: ['東京'] }, { authors: ['ada-example'] }])(
    'does not learn by %j what is in a sealed event',
    (filter) => {
      expect(wants(filter as Parameters<typeof wants>[0], published)).toBe(true);
      expect(wants(filter as Parameters<typeof wants>[0], drafted)).toBe(false);
    },
  );
});
