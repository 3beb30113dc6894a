import { describe, expect, it } from 'vitest';
import { type Article, reviseArticle } from '#lib/domain/article.ts';
import { ArticleDraft } from '#lib/domain/article-draft.ts';
import { draftOf, draftOfRevision, viewOf } from '#lib/domain/article-view.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { Slug } from '#lib/domain/slug.ts';
import { aByline, anArticle, at, PUBLIC_URL } from '../../support/an-article.ts';

/** Everything that an article can have. */
const rich: Article = anArticle({
  ...{ summary: 'In short.', section: 'Sea', tags: ['Sky', 'Wind'], language: 'de-AT', externalId: 'cms-7' },
  ...{
    externalUrl: 'https://harbour.example/own',
    authors: [aByline()],
    archive: 0,
    excerpt: 'The',
    readingMinutes: 1,
  },
  image: { url: 'https://harbour.example/1.jpg', alt: 'A bridge' },
  attachments: [{ url: 'https://harbour.example/1.mp3', type: 'audio/mpeg' }],
  corrections: [{ at: at('09:00'), note: 'It was nine years.' }],
});

describe('an article can be submitted again', () => {
  it('as it is, whatever has been noted of it', () => {
    const { data, error } = ArticleDraft.safeParse(draftOf(rich));
    expect(error).toBeUndefined();
    expect(data).toMatchObject({ title: 'Harbour bridge opens after nine years', status: 'published' });
  });

  it.each<[string, Partial<Article>]>([
    ['as it was written', {}],
    ['with its content in Markdown', { content: { html: '<p><b>x</b></p>', markdown: '**x**' } }],
    ['withdrawn', { status: 'withdrawn', withdrawnAt: at('10:00') }],
    ['scheduled', { status: 'scheduled', publishAt: at('18:00'), publishedAt: undefined, archive: undefined }],
  ])('%s, and nothing is lost or changed by it', (_, over) => {
    const article = JSON.parse(JSON.stringify({ ...rich, ...over })) as Article;
    const draft = ArticleDraft.parse(draftOf(article));
    const { content, authors, excerpt = '', readingMinutes = 1, status } = article;
    const edited = { ...draft, content, authors, excerpt, readingMinutes, status };
    expect(reviseArticle(article, { draft: edited, notes: { minor: false }, now: at('20:00') })).toBe(article);
    expect(draft.authors).toEqual(['ada-example']);
    expect(draft.content).toEqual(content.markdown ? { markdown: '**x**' } : { html: content.html });
  });
});

describe('an article is read', () => {
  it('where its publisher says, or else on our pages', () => {
    expect(viewOf(rich, PUBLIC_URL).url).toBe('https://harbour.example/own');
    const slug = Slug.parse('東京');
    expect(viewOf(anArticle({ slug }), PUBLIC_URL).url).toBe(
      'https://news.example/harbour-post/articles/%E6%9D%B1%E4%BA%AC',
    );
  });

  it('without what is only ours', () => {
    for (const field of ['archive', 'externalUrl']) expect(viewOf(rich, PUBLIC_URL)).not.toHaveProperty(field);
  });
});

describe('an earlier revision is brought back', () => {
  const draftAgain = (over: Partial<Article> = {}) =>
    ArticleDraft.parse(draftOfRevision(viewOf({ ...rich, ...over }, PUBLIC_URL), PUBLIC_URL));

  it('with all that its publisher wrote, and without what became of it since', () => {
    const draft = draftAgain();
    expect(draft).toMatchObject({
      ...{ title: rich.title, slug: rich.slug, summary: 'In short.', section: 'Sea', tags: ['Sky', 'Wind'] },
      ...{ language: 'de-AT', externalId: 'cms-7', url: 'https://harbour.example/own' },
    });
    for (const field of ['status', 'publishAt', 'publishedAt']) expect(draft).not.toHaveProperty(field);
  });

  it('with the publisher’s own address, also on a host whose name only begins like ours', () => {
    const externalUrl = 'https://news.example.org/bridge';
    expect(draftAgain({ externalUrl }).url).toBe(externalUrl);
  });

  it('without an address that is only where our pages are', () => {
    expect(draftAgain({ externalUrl: undefined })).not.toHaveProperty('url');
  });

  it('with each author by id, and by name who was named on the spot', () => {
    const authors = [aByline(), aByline({ id: AuthorId.parse('mira'), name: 'Mira Lindqvist' })];
    expect(draftAgain({ authors }).authors).toEqual([{ name: 'Ada Example' }, 'mira']);
  });
});
