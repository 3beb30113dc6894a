import { describe, expect, it } from 'vitest';
import { renderArticlePage } from '#lib/pages/render-article-page.ts';
import { anAuthor, aReading, aView } from '../../support/a-site.ts';
import { aByline, articleId, at } from '../../support/an-article.ts';
import { found, jsonLdOf, metaOf, readHtml, values } from '../../support/html.ts';

type ReadingOf = Parameters<typeof aReading>[0];
const pageOf = (of: ReadingOf = {}): string => renderArticlePage(aReading(of)).body;
const textsOf = (page: string, name: string, where = {}) => found(page, name, where).map(({ text }) => text);
const hrefs = (page: string, where: Record<string, string>, name = 'link') =>
  values(page, { name, where, attribute: 'href' });

const image = {
  url: 'https://harbour.example/bridge.jpg',
  alt: 'A bridge at dusk',
  caption: 'The bridge, opened at last',
  credit: 'Bo Example',
  width: 1200,
  height: 800,
};
const whole = {
  summary: 'It cost twice what was promised.',
  section: 'City',
  tags: ['Bridges & Tunnels', '東京'],
  authors: [aByline({ url: 'https://ada.example/' }), aByline({ name: 'Zoë Łuczak' })],
  readingMinutes: 3,
  image,
};

describe('the article', () => {
  it('has one first heading, its headline, also where the content has others of that rank', () => {
    const page = pageOf({ article: { content: { html: '<h1>One</h1>\n<h2 title="x">Two</h2>\n<h6>Six</h6>' } } });
    expect(textsOf(page, 'h1')).toEqual(['Harbour bridge opens after nine years']);
    expect(textsOf(page, 'h2')).toContain('One');
    expect(textsOf(page, 'h3')).toEqual(['Two']);
    expect(textsOf(page, 'h6')).toEqual(['Six']);
  });

  it('has its content as it is', () => {
    const html = '<h2>Types</h2>\n<p>“So <code>List&lt;T&gt;</code>” <em>is</em> naïve.</p>';
    expect(pageOf({ article: { content: { html } } })).toContain(html);
  });

  it('says when it was published, and when it was updated if it was', () => {
    const times = (article: object) => values(pageOf({ article }), { name: 'time', attribute: 'datetime' });
    expect(times({})).toEqual([at('08:00')]);
    expect(times({ updatedAt: at('10:30') })).toEqual([at('08:00'), at('10:30')]);
  });

  it('has not been updated when it came in with an older date', () => {
    const article = { publishedAt: at('05:00'), createdAt: at('08:00'), updatedAt: at('08:00') };
    expect(values(pageOf({ article }), { name: 'time', attribute: 'datetime' })).toEqual([at('05:00')]);
    expect(jsonLdOf(pageOf({ article })).dateModified).toBe(at('05:00'));
  });

  it.each([
    ['en', 'November 24, 2026 at 8:00 AM UTC'],
    ['de', '24. November 2026 um 08:00 UTC'],
    ['fr-CH', '24 novembre 2026 à 08:00 UTC'],
  ])('dates are written in the publication’s language, %s', (language, expected) => {
    const [time] = textsOf(pageOf({ publication: { language } }), 'time');
    expect(time?.replace(/\s/gu, ' ')).toBe(expected);
  });

  it('has section, reading time and byline, with links to their pages', () => {
    const page = pageOf({ article: whole });
    expect(page).toContain('3 min read');
    expect(textsOf(page, 'bdi', { class: 'byline' })).toEqual(['By Ada Example and Zoë Łuczak']);
    expect(hrefs(page, { rel: 'author' }, 'a')[0]).toBe('/harbour-post/authors/ada-example/');
    expect(hrefs(page, { rel: 'tag' }, 'a')).toEqual([
      '/harbour-post/tags/bridges-tunnels/',
      '/harbour-post/tags/%E6%9D%B1%E4%BA%AC/',
    ]);
    expect(page).toContain('<p class="kicker"><a href="/harbour-post/sections/city/">');
  });

  it('has its picture with its size, alternative text, caption and credit', () => {
    const [picture] = found(pageOf({ article: whole }), 'figure');
    expect(picture?.children[0]?.attributes).toMatchObject({
      src: image.url,
      alt: image.alt,
      width: '1200',
      height: '800',
    });
    expect(picture?.text.trim()).toBe('The bridge, opened at last Bo Example');
  });

  it('is whole without picture, author, section, tags and summary', () => {
    const page = pageOf();
    expect(found(page, 'figure')).toEqual([]);
    expect(page).not.toMatch(/undefined|null|NaN|\[object/);
    expect(jsonLdOf(page).author).toEqual([{ '@type': 'Organization', name: 'The Harbour Post' }]);
  });

  it('shows corrections with their dates, above what leads away from it', () => {
    const corrections = [{ at: at('09:15'), note: 'It is 900 m long, not <800 m>.' }];
    const page = pageOf({ article: { corrections }, latest: [aView({ id: articleId(2) })] });
    const [box] = found(page, 'section', { class: 'corrections' });
    expect(box?.text).toContain('November 24, 2026: It is 900 m long, not <800 m>.');
    expect(page.indexOf('class="corrections"')).toBeLessThan(page.indexOf('class="mentions"'));
  });

  it('has a box for each author that still has a profile', () => {
    const page = pageOf({ article: whole, authors: [anAuthor()] });
    const boxes = found(page, 'section', { class: 'author' });
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.text).toContain('Writes about whatever floats.');
    expect(values(page, { name: 'img', where: { class: 'avatar' }, attribute: 'src' })).toEqual([
      'https://harbour.example/ada.jpg',
    ]);
  });

  it('leads on to related and latest articles, never to itself', () => {
    const own = aView();
    const other = aView({ id: articleId(2), title: 'Another one' });
    const page = pageOf({ related: [own, other], latest: [own] });
    const lists = found(page, 'aside', { class: 'mentions' });
    expect(lists.map(({ text }) => text.includes('Another one'))).toEqual([true]);
    expect(textsOf(page, 'h3')).toEqual(['Another one']);
  });

  it('names an article once, and as related where it is both', () => {
    const [one, two] = [aView({ id: articleId(2) }), aView({ id: articleId(3), title: 'New, and that is all' })];
    const [related, latest] = found(pageOf({ related: [one], latest: [two, one] }), 'aside', { class: 'mentions' });
    expect(related?.text).toContain(one.title);
    expect(latest?.children.map(({ text }) => text.includes(one.title))).toEqual([false, false]);
    expect(latest?.text).toContain('New, and that is all');
  });

  it('offers what belongs to it to listen to and to keep', () => {
    const attachments = [
      { url: 'https://harbour.example/bridge.mp3', type: 'audio/mpeg', title: 'Listen' },
      { url: 'https://harbour.example/bridge.pdf', type: 'application/pdf' },
    ];
    const page = pageOf({ article: { attachments } });
    expect(values(page, { name: 'audio', attribute: 'src' })).toEqual(['https://harbour.example/bridge.mp3']);
    expect(hrefs(page, { type: 'application/pdf' }, 'a')).toEqual(['https://harbour.example/bridge.pdf']);
    expect(textsOf(page, 'small')).toEqual(['MP3', 'PDF']);
  });

  it('offers the feeds and the publication’s own links', () => {
    const links = [{ title: 'Letters by mail', url: 'https://harbour.example/letters' }];
    const page = pageOf({ publication: { links } });
    expect(textsOf(page, 'a', { href: 'https://harbour.example/letters' })).toEqual(['Letters by mail']);
    expect(hrefs(page, { class: 'feed-address' }, 'a')).toEqual([
      'https://news.example/harbour-post/rss.xml',
      'https://news.example/harbour-post/atom.xml',
      'https://news.example/harbour-post/feed.json',
    ]);
  });
});

describe('what others’ software reads', () => {
  it('has one canonical address, absolute, and the article’s other formats', () => {
    const page = pageOf();
    const own = '/harbour-post/articles/harbour-bridge-opens-after-nine-years';
    expect(hrefs(page, { rel: 'canonical' })).toEqual([`https://news.example${own}`]);
    expect(metaOf(page, 'og:url')).toEqual([`https://news.example${own}`]);
    expect(hrefs(page, { rel: 'alternate', type: 'text/markdown' })).toEqual([`${own}.md`]);
    expect(hrefs(page, { rel: 'alternate', type: 'application/json' })).toEqual([`${own}.json`]);
  });

  it('finds the publication’s feeds in all formats', () => {
    const types = ['application/rss+xml', 'application/atom+xml', 'application/feed+json'];
    expect(types.map((type) => hrefs(pageOf(), { rel: 'alternate', type }))).toEqual([
      ['https://news.example/harbour-post/rss.xml'],
      ['https://news.example/harbour-post/atom.xml'],
      ['https://news.example/harbour-post/feed.json'],
    ]);
  });

  it('has OpenGraph’s words for articles', () => {
    const page = pageOf({ article: { ...whole, updatedAt: at('10:30') }, publication: { language: 'en-GB' } });
    const said = (name: string) => metaOf(page, name);
    expect(said('og:type')).toEqual(['article']);
    expect(said('og:locale')).toEqual(['en_GB']);
    expect(said('article:published_time')).toEqual([at('08:00')]);
    expect(said('article:modified_time')).toEqual([at('10:30')]);
    expect(said('article:section')).toEqual(['City']);
    expect(said('article:tag')).toEqual(['Bridges & Tunnels', '東京']);
    expect(said('article:author')[0]).toBe('https://news.example/harbour-post/authors/ada-example/');
    expect([said('og:image'), said('og:image:alt'), said('og:image:width'), said('og:image:height')]).toEqual([
      [image.url],
      [image.alt],
      ['1200'],
      ['800'],
    ]);
    expect(values(page, { name: 'meta', where: { name: 'twitter:card' }, attribute: 'content' })).toEqual([
      'summary_large_image',
    ]);
  });

  it('has a NewsArticle of schema.org', () => {
    const corrections = [{ at: at('09:15'), note: 'It is 900 m long.' }];
    const article = { ...whole, corrections, updatedAt: at('10:30') };
    const page = pageOf({ article, publication: { logo: 'https://harbour.example/logo.png' } });
    const url = 'https://news.example/harbour-post/articles/harbour-bridge-opens-after-nine-years';
    expect(jsonLdOf(page)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      mainEntityOfPage: url,
      headline: 'Harbour bridge opens after nine years',
      image: [{ url: image.url, width: 1200, height: 800, creditText: 'Bo Example' }],
      datePublished: at('08:00'),
      dateModified: at('10:30'),
      author: [
        {
          '@type': 'Person',
          name: 'Ada Example',
          url: 'https://news.example/harbour-post/authors/ada-example/',
          sameAs: 'https://ada.example/',
        },
        { name: 'Zoë Łuczak' },
      ],
      publisher: { name: 'The Harbour Post', logo: { url: 'https://harbour.example/logo.png' } },
      isAccessibleForFree: true,
      inLanguage: 'en',
      articleSection: 'City',
      keywords: ['Bridges & Tunnels', '東京'],
      correction: [{ '@type': 'CorrectionComment', text: 'It is 900 m long.', datePublished: at('09:15') }],
    });
  });

  it('nothing in the JSON ends the element that it is in', () => {
    const title = '</script><script>alert(1)</script><!--\u2028&amp;';
    const page = pageOf({ article: { title } });
    expect(jsonLdOf(page).headline).toBe(title);
    expect(found(page, 'script')).toHaveLength(1);
    expect(page).not.toContain('<!--');
  });

  it('loads the style sheet of this host and the article’s pictures, and runs nothing', () => {
    const page = pageOf({ article: whole, authors: [anAuthor()] });
    const loaded = readHtml(page).flatMap(({ name, attributes }) =>
      name === 'img' || name === 'script' || name === 'iframe' ? (attributes.src ?? []) : [],
    );
    expect(loaded).toEqual([image.url, 'https://harbour.example/ada.jpg']);
    expect(hrefs(page, { rel: 'stylesheet' })).toEqual(['/assets/page.css']);
    expect(hrefs(page, { rel: 'icon' })).toEqual(['data:,']);
    const inline = readHtml(page).flatMap(({ name, attributes }) => [
      ...Object.keys(attributes).filter((one) => one === 'style' || one.startsWith('on')),
      ...(name === 'style' ? [name] : []),
    ]);
    expect(inline).toEqual([]);
  });
});

describe('languages', () => {
  it('a page is in its publication’s language, from right to left where that is', () => {
    const [root] = found(pageOf({ publication: { language: 'ar' } }), 'html');
    expect(root?.attributes).toEqual({ lang: 'ar', dir: 'rtl' });
  });

  it('an article in another language says so, and runs its own way', () => {
    const page = pageOf({ article: { language: 'he', title: 'שלום' } });
    expect(found(page, 'html')[0]?.attributes).toEqual({ lang: 'en', dir: 'ltr' });
    expect(found(page, 'article')[0]?.attributes.dir).toBe('rtl');
    expect(found(page, 'h1')[0]?.attributes.lang).toBe('he');
    expect(found(page, 'div', { class: 'body' })[0]?.attributes).toMatchObject({ lang: 'he', dir: 'rtl' });
    expect(jsonLdOf(page).inLanguage).toBe('he');
  });

  it('one whose language is unknown by now is shown all the same', () => {
    expect(found(pageOf({ article: { language: 'english' }, publication: { language: '' } }), 'h1')).toHaveLength(1);
  });
});

describe('an article that lives on its publisher’s own site', () => {
  const page = pageOf({ article: { externalUrl: 'https://www.harbour.example/own?a=1&b=2' } });

  it('has its canonical address there', () => {
    expect(hrefs(page, { rel: 'canonical' })).toEqual(['https://www.harbour.example/own?a=1&b=2']);
    expect(jsonLdOf(page).url).toBe('https://www.harbour.example/own?a=1&b=2');
  });

  it('leads there', () => {
    expect(textsOf(page, 'a', { href: 'https://www.harbour.example/own?a=1&b=2' })).toEqual([
      'This article is at home at harbour.example',
    ]);
  });
});

it('is as new as the newest of all that it shows', () => {
  const modifiedOf = (of: ReadingOf) => renderArticlePage(aReading(of)).modified;
  expect(modifiedOf({})).toBe(at('08:00'));
  expect(modifiedOf({ authors: [anAuthor({ modifiedAt: at('09:00') })] })).toBe(at('09:00'));
  expect(modifiedOf({ latest: [aView({ id: articleId(2), modifiedAt: at('10:00') })] })).toBe(at('10:00'));
});
