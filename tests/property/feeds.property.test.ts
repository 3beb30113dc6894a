import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { slugify } from '#lib/domain/slug.ts';
import { safeText } from '#lib/domain/text.ts';
import { renderFeed } from '#lib/feeds/render-feed.ts';
import { aFeed, aPublication, articleId, at } from '../support/an-article.ts';
import { atomOf, jsonOf, rssOf } from '../support/rendered.ts';
import { attributesAt, texts } from '../support/strict-xml.ts';
import { feedIn, RULES } from '../support/validator-rules.ts';

const spice = [
  '<![CDATA[',
  ']]>',
  ']]>]]>',
  '&amp;',
  '&#0;',
  '&',
  '<',
  '>',
  '"',
  "'",
  '<!--',
  '-->',
  '<?xml?>',
  '</title>',
];
const odd = [
  '\u0000',
  '\u0008',
  '\u000B',
  '\u001F',
  '\u007F',
  '\u0085',
  '\u2028',
  '\r\n',
  '\r',
  '\t',
  '\uFFFE',
  '\uFFFF',
  '\uD800',
  '\uDC00',
];
const snippet = fc.oneof(
  fc.constantFrom(...spice, ...odd),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

/** Any text at all, and most of all such as has broken a writer of XML before. */
const anyText = fc.array(snippet, { maxLength: 6 }).map((parts) => parts.join(''));

const anyAddress = fc.oneof(
  anyText,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  anyText.map((text) => `https://harbour.example/${text}`),
);

const optional = <Value>(name: string, value: fc.Arbitrary<Value>) =>
  fc.option(
    value.map((one) => ({ [name]: one })),
    { nil: {} },
  );

const anyNumber = fc.nat();

const anyImage = fc
  .tuple(
    anyAddress,
    optional('alt', anyText),
    optional('caption', anyText),
    optional('credit', anyText),
    optional('type', anyText),
    optional('width', anyNumber),
    optional('length', anyNumber),
  )
  .map(([url, ...rest]) => Object.assign({ url }, ...rest));

const anyAttachment = fc
  .tuple(
    anyAddress,
    fc.oneof(anyText, fc.constant('audio/mpeg')),
    optional('title', anyText),
    optional('length', anyNumber),
  )
  .map(([url, type, ...rest]) => Object.assign({ url, type }, ...rest));

const anyAuthor = fc.record({
  id: fc.constant(AuthorId.parse('ada-example')),
  name: anyText,
  url: anyAddress,
  avatar: anyAddress,
});

/** An article whose every text may be anything: what the worst of rows could hold. */
const anyArticle: fc.Arbitrary<Partial<Article>> = fc.record(
  {
    title: anyText,
    summary: anyText,
    content: anyText.map((html) => ({ html })),
    authors: fc.array(anyAuthor, { maxLength: 3 }),
    section: anyText,
    tags: fc.array(anyText, { maxLength: 3 }),
    language: anyText,
    image: anyImage,
    attachments: fc.array(anyAttachment, { maxLength: 3 }),
    corrections: fc.array(
      anyText.map((note) => ({ at: at('09:00'), note })),
      { maxLength: 2 },
    ),
    externalUrl: anyAddress,
    uri: anyText,
  },
  { requiredKeys: [] },
);

const anyPublication = fc
  .record(
    {
      title: anyText,
      description: anyText,
      copyright: anyText,
      language: anyText,
      url: anyAddress,
      icon: anyAddress,
      logo: anyAddress,
      feedContent: fc.constantFrom('full', 'summary'),
    },
    { requiredKeys: [] },
  )
  .map(aPublication);

const anyFeed = fc.record({
  publication: anyPublication,
  articles: fc.array(anyArticle, { maxLength: 3 }),
  gone: fc.array(
    anyText.map((uri) => ({ uri, at: at('10:00') })),
    { maxLength: 2 },
  ),
  feed: fc.constantFrom({ kind: 'publication' } as const, { kind: 'tag', name: 'sea' } as const),
});

describe('whatever comes in', () => {
  it('RSS-16 an RSS feed is well-formed XML', () => {
    fc.assert(
      fc.property(anyFeed, (of) => {
        expect(rssOf(of).name).toBe('rss');
      }),
      { numRuns: 500 },
    );
  });

  it('an Atom feed is well-formed XML', () => {
    fc.assert(
      fc.property(anyFeed, (of) => {
        expect(atomOf(of).name).toBe('feed');
      }),
      { numRuns: 500 },
    );
  });

  it('gives the W3C validator nothing to say, but of HTML that nobody has cleaned', () => {
    const { ContainsRelRef, SecurityRisk, ...rules } = RULES;
    fc.assert(
      fc.property(anyFeed, fc.constantFrom(rssOf, atomOf), (of, read) => {
        const feed = feedIn(read(of));
        for (const [message, complaintsOf] of Object.entries(rules)) expect(complaintsOf(feed), message).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('a JSON feed is JSON in well-formed Unicode', () => {
    fc.assert(
      fc.property(anyFeed, (of) => {
        const body = renderFeed(aFeed({ ...of, format: 'json' }));
        expect(body.isWellFormed()).toBe(true);
        expect(body).not.toMatch(/\\ud[89a-f]/i);
        expect(Array.isArray(JSON.parse(body).items)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('the same feed is the same bytes, and what it is rendered from is left alone', () => {
    fc.assert(
      fc.property(anyFeed, fc.constantFrom(...FEED_FORMATS), (of, format) => {
        const input = aFeed({ ...of, format });
        const before = structuredClone(input);
        const first = renderFeed(input);
        expect(input).toEqual(before);
        expect(renderFeed(structuredClone(input))).toEqual(first);
      }),
    );
  });
});

// Blank text is left out, and texts are compared as far as XML can carry them.
const shown = anyText.filter((text) => safeText(text).trim() !== '');
const written = fc.record({ title: shown, summary: shown, html: shown, name: shown, tag: shown });

describe('text comes back character for character', () => {
  const feedOf = ({
    title,
    summary,
    html,
    name,
    tag,
  }: {
    title: string;
    summary: string;
    html: string;
    name: string;
    tag: string;
  }) => ({
    publication: aPublication({ title }),
    articles: [
      {
        id: articleId(1),
        title,
        summary,
        content: { html },
        authors: [{ id: AuthorId.parse('ada-example'), name }],
        tags: slugify(tag) === '' ? [] : [tag],
      },
    ],
  });
  const tagsOf = (tag: string) => (slugify(tag) === '' ? [] : [safeText(tag)]);
  const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

  it('from RSS', () => {
    fc.assert(
      fc.property(written, (article) => {
        const rss = rssOf(feedOf(article));
        expect(texts(rss, 'channel', 'title')).toEqual([safeText(article.title)]);
        expect(texts(rss, 'channel', 'item', 'title')).toEqual([safeText(article.title)]);
        expect(texts(rss, 'channel', 'item', 'description')).toEqual([asHtml(safeText(article.summary))]);
        expect(texts(rss, 'channel', 'item', 'content:encoded')).toEqual([safeText(article.html)]);
        expect(texts(rss, 'channel', 'item', 'dc:creator')).toEqual([safeText(article.name)]);
        expect(texts(rss, 'channel', 'item', 'category')).toEqual(tagsOf(article.tag));
      }),
      { numRuns: 300 },
    );
  });

  it('from Atom', () => {
    fc.assert(
      fc.property(written, (article) => {
        const atom = atomOf(feedOf(article));
        expect(texts(atom, 'entry', 'title')).toEqual([safeText(article.title)]);
        expect(texts(atom, 'entry', 'summary')).toEqual([safeText(article.summary)]);
        expect(texts(atom, 'entry', 'content')).toEqual([safeText(article.html)]);
        expect(texts(atom, 'entry', 'author', 'name')).toEqual([safeText(article.name)]);
        expect(attributesAt(atom, 'entry', 'category').map(({ label }) => label)).toEqual(tagsOf(article.tag));
      }),
      { numRuns: 300 },
    );
  });

  it('from JSON', () => {
    fc.assert(
      fc.property(written, (article) => {
        const { title, items } = jsonOf(feedOf(article));
        expect(title).toBe(safeText(article.title));
        expect(items).toMatchObject([
          {
            title: safeText(article.title),
            summary: safeText(article.summary),
            content_html: safeText(article.html),
            authors: [{ name: safeText(article.name) }],
          },
        ]);
        expect(items[0]?.tags ?? []).toEqual(tagsOf(article.tag));
      }),
      { numRuns: 300 },
    );
  });
});
