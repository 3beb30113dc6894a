import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { draftFrom } from '#lib/import/draft-from.ts';
import { decode, encodingOf } from '#lib/import/encoding.ts';
import { readArticleFile } from '#lib/import/front-matter.ts';
import type { SourceEntry, SourceMedia } from '#lib/import/source-entry.ts';
import { type FeedPart, splitFeed } from '#lib/import/split-feed.ts';
import { anRss, aWordpress, readingsOf } from '../support/a-source.ts';
import { NOON } from '../support/system.ts';

const RUNS = { numRuns: 150 };

async function* pieces<Piece>(list: readonly Piece[]): AsyncGenerator<Piece> {
  yield* list;
}

/** Cuts a text or bytes wherever it is told to. */
function cut<Whole extends string | Uint8Array>(whole: Whole, sizes: readonly number[]): Whole[] {
  const cuts: Whole[] = [];
  let at = 0;
  for (let n = 0; at < whole.length; n += 1) {
    const end = at + (sizes[n % sizes.length] ?? 1);
    cuts.push(whole.slice(at, end) as Whole);
    at = end;
  }
  return cuts;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

const XML_BITS = [
  ...[
    '<item>',
    '</item>',
    '<item/>',
    '<item a="1">',
    '<entry>',
    '</entry>',
    '<title>',
    '</title>',
    'text',
    '<',
    '>',
    '&',
    ' ',
  ],
  ...['<![CDATA[', ']]>', '<!--', '-->', ']', '-', '<items>', '</rss>', '\n'],
];

it('splits a feed into the same parts, however it comes in pieces', async () => {
  const partsOf = async (chunks: string[]): Promise<FeedPart[] | string> => {
    const parts: FeedPart[] = [];
    try {
      for await (const part of splitFeed(pieces(chunks))) parts.push(part);
      return parts;
    } catch (error) {
      return (error as Error).message;
    }
  };
  const xml = fc.array(fc.constantFrom(...XML_BITS), { maxLength: 30 }).map((bits) => bits.join(''));
  await fc.assert(
    fc.asyncProperty(xml, sizes, async (text, sizes) => {
      expect(await partsOf(cut(text, sizes))).toEqual(await partsOf([text]));
    }),
    { numRuns: 500 },
  );
});

it('decodes the same text, however its bytes come in pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), sizes, async (text, sizes) => {
      const bytes = Buffer.from(`\uFEFF${text}`);
      let read = '';
      for await (const piece of decode(pieces(cut(new Uint8Array(bytes), sizes)), encodingOf(bytes))) read += piece;
      expect(read).toBe(text);
    }),
    RUNS,
  );
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.webUrl(),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\uD800',
    '<p>x</p>',
    '<script>x</script>',
    '2026-11-01',
    '2030-01-01T00:00:00Z',
    'en',
    'xx',
  ),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const number = maybe(fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e300)));
const media: fc.Arbitrary<SourceMedia> = fc.record({
  ...{
    url: maybe(text),
    type: maybe(text),
    title: maybe(text),
    alt: maybe(text),
    caption: maybe(text),
    credit: maybe(text),
  },
  ...{ length: number, duration: number, width: number, height: number },
});

const anEntry: fc.Arbitrary<SourceEntry> = fc.record({
  kind: fc.constant('entry' as const),
  ...{
    id: maybe(text),
    title: maybe(text),
    summary: maybe(text),
    link: maybe(text),
    slug: maybe(text),
    date: maybe(text),
  },
  content: maybe(fc.oneof(fc.record({ html: text }), fc.record({ markdown: text }))),
  authors: maybe(fc.array(fc.oneof(text, fc.record({ name: maybe(text), url: maybe(text), avatar: maybe(text) })))),
  ...{ categories: maybe(fc.array(maybe(text))), tags: maybe(fc.array(maybe(text), { maxLength: 50 })) },
  ...{ language: maybe(text), image: maybe(media), attachments: maybe(fc.array(media, { maxLength: 20 })) },
  status: maybe(fc.constantFrom('draft' as const, 'scheduled' as const, 'published' as const)),
});

it('makes of any entry a draft that the API takes, or gives a reason', () => {
  fc.assert(
    fc.property(anEntry, fc.boolean(), (entry, keepUrls) => {
      const drafted = draftFrom(entry, { now: NOON, keepUrls, language: 'en' });
      if ('reason' in drafted) {
        expect(drafted.reason).not.toBe('');
        return;
      }
      const { status, publishAt, publishedAt, externalId } = ArticleDraft.parse(drafted.draft);
      expect(externalId).toBe(drafted.draft.externalId);
      expect(publishedAt === undefined || publishedAt <= NOON).toBe(true);
      expect(publishAt !== undefined).toBe(status === 'scheduled');
    }),
    { numRuns: 500 },
  );
});

it('reads any harmed feed to its end, entry by entry', async () => {
  const whole = anRss(
    '<item><title>One &amp; two</title><guid>1</guid><content:encoded><![CDATA[<p>x</p>]]></content:encoded></item>'.repeat(
      2,
    ),
  );
  const wordpress = aWordpress(
    '<item><title>One</title><guid>1</guid><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>'.repeat(
      2,
    ),
  );
  const harm = fc.record({
    at: fc.nat(700),
    length: fc.nat(30),
    instead: fc.constantFrom('', '<', '>', '&', ']]>', '\u0000', '<![CDATA['),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(whole, wordpress),
      fc.array(harm, { minLength: 1, maxLength: 3 }),
      async (feed, harms) => {
        const harmed = harms.reduce(
          (text, { at, length, instead }) => text.slice(0, at) + instead + text.slice(at + length),
          feed,
        );
        const { readings, fault } = await readingsOf(harmed);
        expect(readings.length).toBeLessThanOrEqual(4);
        expect(fault ?? '').not.toMatch(/undefined|TypeError|not a function|Cannot/);
      },
    ),
    RUNS,
  );
});

it('reads back whatever fields and content a file is written with', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.array(fc.string()),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.string()),
  );
  const fields = fc
    .dictionary(fc.stringMatching(/^[a-z]{1,12}$/), value, { minKeys: 1 })
    .filter((made) => !('content' in made));
  const body = fc.string({ unit: 'grapheme' }).map((made) => made.trim());
  fc.assert(
    fc.property(fields, body, (fields, body) => {
      const file = `---\n${stringify(fields)}---\n${body}\n`;
      expect(readArticleFile(file, 'markdown')).toEqual({ ...fields, content: { markdown: body } });
    }),
    RUNS,
  );
});
