import { describe, expect, it } from 'vitest';
import { articles, authors, publication } from '#examples/demo/load.ts';
import { cleanContent } from '#lib/content/clean-content.ts';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { AuthorId, AuthorProfile } from '#lib/domain/author.ts';
import { PublicationDraft } from '#lib/domain/publication.ts';

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
