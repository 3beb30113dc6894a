import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { demonstration } from '#examples/demo/demonstration.ts';
import { cleanContent } from '#lib/content/clean-content.ts';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { AuthorId, AuthorProfile } from '#lib/domain/author.ts';
import { PublicationDraft } from '#lib/domain/publication.ts';

const PICTURES = 'https://pictures.example/';
const { publication, authors, articles } = demonstration(PICTURES);

it('is a publication with authors that the API takes', () => {
  expect(PublicationDraft.parse(publication)).toMatchObject({ id: 'bulletin-news' });
  for (const { id, ...profile } of authors) {
    expect(AuthorId.parse(id)).toBe(id);
    expect(Object.keys(AuthorProfile.parse(profile))).toEqual(['name', 'biography', 'avatar', 'url']);
  }
});

describe.each(articles.map((article) => [String(article.title), article] as const))('%s', (_, article) => {
  const draft = ArticleDraft.parse(article);
  const words = new Intl.Segmenter(draft.language ?? 'en', { granularity: 'word' });

  it('is taken by the API, with nothing taken out', () => {
    expect(cleanContent(draft.content).warnings).toEqual([]);
  });

  it('is of a real length', () => {
    const text = cleanContent(draft.content).html.replace(/<[^>]*>/g, ' ');
    const count = [...words.segment(text)].filter(({ isWordLike }) => isWordLike).length;
    expect(count).toBeGreaterThanOrEqual(500);
    expect(count).toBeLessThanOrEqual(900);
  });

  it('names authors of the publication, and a date that has passed', () => {
    const ids = draft.authors.filter((author) => typeof author === 'string');
    expect(authors.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(draft.publishedAt && draft.publishedAt < '2026-11-24').toBe(true);
  });
});

it('has more than a dozen articles, each under a slug of its own', () => {
  expect(articles.length).toBeGreaterThan(12);
  expect(new Set(articles.map(({ slug }) => slug)).size).toBe(articles.length);
});

describe('its pictures', () => {
  const files = globSync('examples/demo/pictures/*');
  const images = articles.flatMap(({ image }) => (image ? [image as Record<'url' | 'type', string>] : []));

  it.each(files)('%s is small, and asks for nothing', (file) => {
    const svg = readFileSync(file, 'utf8');
    expect(Buffer.byteLength(svg)).toBeLessThan(4096);
    expect(svg.replace(' xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /https?:|<script|url\((?!#)|href="(?!#)/,
    );
  });

  it('are each used, and what is used is there', () => {
    const named = JSON.stringify([publication, authors, articles]).match(/pictures\.example\/[^"]+/g) ?? [];
    const there = files.map((file) => file.replace('examples/demo/pictures', 'pictures.example'));
    expect([...new Set(named)].sort()).toEqual(there.sort());
  });

  it.each(images)('$url is what the article says of it', ({ url, ...said }) => {
    const svg = readFileSync(url.replace(PICTURES, 'examples/demo/pictures/'), 'utf8');
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    expect(said).toMatchObject({ type: 'image/svg+xml', length: Buffer.byteLength(svg) });
    expect(said).toMatchObject({ width: Number(width), height: Number(height) });
  });

  it('are left out where nobody says where they are', () => {
    expect(JSON.stringify(demonstration())).not.toMatch(/\.svg|"image"/);
  });
});
