import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { ArticleId } from '#lib/domain/article.ts';
import { AuthorId, AuthorReference } from '#lib/domain/author.ts';
import { EndpointId } from '#lib/domain/endpoint.ts';
import { Instant } from '#lib/domain/instant.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { sequenceText } from '#lib/domain/sequence.ts';
import { Slug, TermName } from '#lib/domain/slug.ts';
import { Text } from '#lib/domain/text.ts';
import { Language, MediaType, WebUrl } from '#lib/domain/web.ts';

/** A kind of field, what it makes of what it takes, and what it refuses. */
function field(
  name: string,
  schema: z.ZodType,
  { takes, refuses }: { takes: [unknown, unknown][]; refuses: unknown[] },
) {
  describe(name, () => {
    it.each(takes)('%j is %j', (given, kept) => expect(schema.parse(given)).toEqual(kept));
    it.each(refuses)('%j is refused', (given) => expect(schema.safeParse(given).success).toBe(false));
  });
}

const same = (...values: unknown[]): [unknown, unknown][] => values.map((value) => [value, value]);

field('an address', WebUrl, {
  takes: [
    ['HTTPS://News.Example', 'https://news.example/'],
    [' https://news.example/a b ', 'https://news.example/a%20b'],
    ['http://news.example:80/../x', 'http://news.example/x'],
    ['https://東京.example/', 'https://xn--1lqs71d.example/'],
  ],
  refuses: [
    ...['', '/a', '//news.example/', 'news.example', 'ftp://news.example/', 'javascript:alert(1)', 'http://', 7],
    `https://news.example/${'a'.repeat(2_048)}`,
  ],
});

field('a language', Language, {
  takes: [...same('en', 'de-AT', 'zh-Hant'), ['EN', 'en'], ['de-at', 'de-AT'], ['zh-hant-tw', 'zh-Hant-TW']],
  refuses: ['', 'english', 'xx', 'en_GB', 'e', 'en-', 7],
});

field('a media type', MediaType, {
  takes: [...same('image/jpeg', 'application/vnd.api+json'), [' Audio/MPEG ', 'audio/mpeg']],
  refuses: ['', 'image', 'image/', '/jpeg', 'image/jpeg; q=1', 'image/j peg', `a/${'b'.repeat(128)}`],
});

field('a text', Text({ max: 5 }), {
  takes: [
    ...same('a', 'a\nb', '東京の新し'),
    ['  ab  ', 'ab'],
    ['a\r\nb', 'a\nb'],
    ['a\rb', 'a\nb'],
    ['a\u0000\u000B\uFFFEb', 'ab'],
    ['e\u0301', 'é'],
    ['     ab     ', 'ab'],
  ],
  refuses: ['', '   ', '\u0000', 'abcdef', 7, null],
});

field('a text that may be empty', Text({ min: 0, max: 5 }), { takes: [['  ', '']], refuses: ['abcdef'] });

field('a slug', Slug, {
  takes: same('a', 'a-1', '東京', 'größe', 'a'.repeat(80)),
  refuses: ['', '-a', 'a-', 'a--b', 'A', 'a b', 'a_b', 'a.b', 'a/b', 'a'.repeat(81)],
});

field('the name of a section or tag', TermName, {
  takes: [...same('World News', '東京', 'a'.repeat(100)), [' World \n\t News ', 'World News'], ['Cafe\u0301', 'Café']],
  refuses: ['', ' ', '!!!', 'a'.repeat(101)],
});

field('the id of an author', AuthorId, {
  takes: same('ada-example', '東京', 'a'.repeat(80)),
  refuses: ['', 'Ada', 'ada example', 'a'.repeat(81)],
});

field('an author', AuthorReference, {
  takes: [
    ...same('ada-example', { name: 'Ada' }),
    [
      { name: ' Ada ', url: 'https://ada.example', avatar: 'https://ada.example/a.jpg' },
      { name: 'Ada', url: 'https://ada.example/', avatar: 'https://ada.example/a.jpg' },
    ],
  ],
  refuses: [
    'Ada Example',
    { name: '!!!' },
    { name: '' },
    { id: 'ada' },
    { name: 'Ada', id: 'ada' },
    { name: 'Ada', url: 'x' },
  ],
});

field('the id of a publication', PublicationId, {
  takes: same('a', '7', 'harbour-post', 'a'.repeat(63)),
  refuses: [
    ...['', '-a', 'a-', 'A', 'a_b', 'a.b', '東京', 'a'.repeat(64)],
    ...['v1', 'hub', 'docs', 'assets', 'health', 'api', 'well-known'],
  ],
});

field('the id of an article', ArticleId, {
  takes: same('art_01jdf0e8m3c2x9k4q7w5v6b8n1'),
  refuses: [
    '',
    '01jdf0e8m3c2x9k4q7w5v6b8n1',
    'art_01JDF0E8M3C2X9K4Q7W5V6B8N1',
    'art_81jdf0e8m3c2x9k4q7w5v6b8n1',
    'art_1',
  ],
});

field('the id of an endpoint', EndpointId, {
  takes: same('ep_01jdf0e8m3c2x9k4q7w5v6b8n1'),
  refuses: ['', 'ep_', 'art_01jdf0e8m3c2x9k4q7w5v6b8n1', 'ep_01jdf0e8m3c2x9k4q7w5v6b8n1x'],
});

field('a moment', Instant, {
  takes: [
    ['2026-11-24T08:30:00Z', '2026-11-24T08:30:00.000Z'],
    ['2026-11-24T08:30:00.1239+01:00', '2026-11-24T07:30:00.123Z'],
    ['1000-01-01T00:00:00Z', '1000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ],
  refuses: [
    ...['', '2026-11-24', '2026-11-24T08:30:00', '2026-02-30T00:00:00Z', 'Tue, 24 Nov 2026 08:30:00 GMT', 0],
    ...['0999-12-31T23:59:59Z', '1000-01-01T00:00:00+01:00', '9999-12-31T23:59:59-01:00'],
  ],
});

it.each([
  [1, '000000000001'],
  [999_999_999_999, '999999999999'],
])('sequence %i is %s, so that texts sort as the numbers do', (sequence, text) => {
  expect(sequenceText(sequence)).toBe(text);
});
