import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { cleanHtml } from '#lib/content/clean-html.ts';
import { plainText } from '#lib/content/reading.ts';
import type { Article } from '#lib/domain/article.ts';
import { slugify } from '#lib/domain/slug.ts';
import { cleanMarkup, safeText } from '#lib/domain/text.ts';
import { markdownOf } from '#lib/pages/markdown/markdown-of.ts';
import { renderArchiveSitemap } from '#lib/pages/render-archive-sitemap.ts';
import { renderArticleJson } from '#lib/pages/render-article-json.ts';
import { renderArticleMarkdown } from '#lib/pages/render-article-markdown.ts';
import { renderArticlePage } from '#lib/pages/render-article-page.ts';
import { renderFeedsPage } from '#lib/pages/render-feeds-page.ts';
import { renderFrontPage } from '#lib/pages/render-front-page.ts';
import { renderGonePage } from '#lib/pages/render-gone-page.ts';
import { renderListPage } from '#lib/pages/render-list-page.ts';
import { renderMissingPage } from '#lib/pages/render-missing-page.ts';
import { renderNewsSitemap } from '#lib/pages/render-news-sitemap.ts';
import { renderOpml } from '#lib/pages/render-opml.ts';
import { anAuthor, aReading, aView, TERMS } from '../support/a-site.ts';
import { aByline, articleId, at, PUBLIC_URL } from '../support/an-article.ts';
import { found, jsonLdOf, readHtml } from '../support/html.ts';
import { readXml } from '../support/strict-xml.ts';

const spice = [
  ...[
    '<script>',
    '</script>',
    '<!--',
    '-->',
    ']]>',
    '"',
    "'",
    '`',
    '&',
    '&lt;',
    '&quot;',
    '<',
    '>',
    '/>',
    '" onerror="x',
  ],
  ...[
    '</title>',
    '</p>',
    '<b>',
    '${',
    '\u2028',
    '\u0000',
    '\uFFFE',
    '\uD800',
    '\r',
    '\t',
    '*',
    '_',
    '|',
    '~~',
    '\\',
    '# ',
  ],
  ...['[a](javascript:x)', '![', '1. ', '- ', '=', '---', 'https://x.example', '&#42;', ':', '{', '}'],
];
const snippet = fc.oneof(
  fc.constantFrom(...spice),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.string({ maxLength: 4 }),
);

/** Text with something to see in it, in one paragraph, and most of all such as ends what it stands in. */
const hostile = fc.array(snippet, { maxLength: 6 }).map((parts) => `x${parts.join('').replaceAll('\n', ' ')}`);

/** Everything that a page shows, with one text in all of its places. */
function everything(text: string) {
  const image = {
    url: `https://harbour.example/?${text}`,
    alt: text,
    caption: text,
    credit: text,
    width: 3,
    height: 2,
  };
  const article: Partial<Article> = {
    ...{ title: text, summary: text, excerpt: text, section: text, tags: [text], image },
    authors: [aByline({ name: text, url: `https://ada.example/?${text}` })],
    corrections: [{ at: at('09:00'), note: text }],
    attachments: [{ url: `https://harbour.example/?${text}`, type: 'audio/mpeg', title: text }],
  };
  const links = [{ title: text, url: `https://harbour.example/?${text}` }];
  const publication = {
    title: text,
    description: text,
    copyright: text,
    links,
    icon: `https://harbour.example/?${text}`,
  };
  const author = anAuthor({ name: text, biography: text, url: `https://ada.example/?${text}` });
  const others = [aView({ ...article, id: articleId(2) })];
  const terms = [{ feed: { kind: 'section', name: slugify(text) } as const, label: text }, ...TERMS];
  return { ...aReading({ article, publication, authors: [author], related: others, latest: others, terms }), author };
}

const PAGES = {
  'article page': renderArticlePage,
  'front page': (all: ReturnType<typeof everything>) => renderFrontPage({ ...all, articles: [all.article] }),
  'author’s page': ({ author, ...all }: ReturnType<typeof everything>) =>
    renderListPage({ ...all, feed: { kind: 'author', name: author.id }, articles: [all.article], author }),
  'section’s page': ({ author: _, ...all }: ReturnType<typeof everything>) =>
    renderListPage({ ...all, feed: { kind: 'section', name: 'city' }, articles: [all.article] }),
  'page of feeds': renderFeedsPage,
  'page of what is gone': renderGonePage,
};

const shapeOf = (html: string) =>
  readHtml(html).map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));

describe('whatever texts hold', () => {
  it.each(Object.entries(PAGES))(
    'the %s has the elements and attributes that it has with harmless ones',
    (_, render) => {
      const expected = shapeOf(render(everything('x')).body);
      fc.assert(
        fc.property(hostile, (text) => {
          const { body } = render(everything(text));
          expect(shapeOf(body)).toEqual(expected);
          expect(body).toBe(safeText(body));
        }),
        { numRuns: 200 },
      );
    },
  );

  it('the article page shows and says them as they are', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { body } = renderArticlePage(everything(text));
        expect(found(body, 'h1')[0]?.text).toBe(safeText(text));
        expect(found(body, 'img')[0]?.attributes.alt).toBe(safeText(text));
        expect(jsonLdOf(body)).toMatchObject({ headline: safeText(text), keywords: [safeText(text)] });
      }),
      { numRuns: 200 },
    );
  });

  it('a page for what is missing is one of text', () => {
    const expected = shapeOf(renderMissingPage({ publicUrl: PUBLIC_URL, path: '/x' }).body);
    fc.assert(
      fc.property(hostile, (text) => {
        const { body } = renderMissingPage({ publicUrl: PUBLIC_URL, path: `/${text.replaceAll('/', '')}` });
        expect(shapeOf(body)).toEqual(expected);
      }),
    );
  });

  it('sitemaps and OPML are well-formed XML', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const all = everything(text);
        const articles = [{ ...all.article, url: `${PUBLIC_URL}/${text}` }];
        expect(readXml(renderOpml(all).body).name).toBe('opml');
        expect(readXml(renderNewsSitemap({ ...all, articles, now: at('12:00') }).body).children).toHaveLength(1);
        expect(readXml(renderArchiveSitemap({ ...all, articles }).body).children).toHaveLength(1);
      }),
    );
  });

  it('the same is the same bytes, and what it is made of is left alone', () => {
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(...Object.values(PAGES), renderOpml, renderArticleMarkdown, renderArticleJson),
        (text, render) => {
          const all = everything(text);
          const before = structuredClone(all);
          const first = render(all);
          expect(all).toEqual(before);
          expect(render(structuredClone(all))).toEqual(first);
        },
      ),
    );
  });
});

describe('Markdown made of HTML', () => {
  const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const reader = new MarkdownIt({ html: true });
  const shown = (html: string) => plainText(html).replace(/\s/gu, '');
  const around =
    ([before, after]: readonly [string, string]) =>
    (text: string) =>
      `${before}${asHtml(text)}${after}`;
  const PLACES_OF_TEXT = [
    ...[
      ['<p>', '</p>'],
      ['<h2>', '</h2>'],
      ['<ul><li>', '</li></ul>'],
      ['<ol><li>a</li><li>', '</li></ol>'],
    ],
    ...[
      ['<blockquote><p>', '</p></blockquote>'],
      ['<p>one<br />', '</p>'],
      ['<p>one <em>', '</em> two</p>'],
    ],
    ...[
      ['<p>one<strong>', '</strong>two</p>'],
      ['<p><a href="https://x.example/">', '</a></p>'],
      ['<p><code>', '</code></p>'],
    ],
    ...[
      ['<pre><code>', '</code></pre>'],
      ['<table><tr><th>', '</th></tr></table>'],
      ['<div>', '<p>two</p></div>'],
    ],
    ...[
      ['<figure><figcaption>', '</figcaption></figure>'],
      ['<p><del>', '</del></p>'],
    ],
  ] as [string, string][];

  it.each(PLACES_OF_TEXT)('reads as the same text in %s…%s, and holds no HTML', (...place) => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = cleanMarkup(cleanHtml(around(place)(text), {}).html);
        const again = reader.render(markdownOf(html));
        expect(shown(again)).toBe(shown(html));
        expect(again).not.toMatch(/<script|<b>/);
      }),
      { numRuns: 200 },
    );
  });

  it('is made of whatever is clean', () => {
    const names = [
      'p',
      'h1',
      'ul',
      'li',
      'table',
      'tr',
      'td',
      'em',
      'a',
      'pre',
      'code',
      'blockquote',
      'img src="https://x/"',
      'br',
    ];
    const tag = fc.constantFrom(...names.flatMap((name) => [`<${name}>`, `</${name}>`]));
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, hostile), { maxLength: 20 }), (pieces) => {
        const html = cleanMarkup(cleanHtml(pieces.join(''), {}).html);
        expect(typeof markdownOf(html)).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
