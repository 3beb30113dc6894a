import { describe, expect, it } from 'vitest';
import {
  type Article,
  createArticle,
  type EditedDraft,
  publishScheduled,
  reviseArticle,
  slugApart,
} from '#lib/domain/article.ts';
import { Slug, slugify } from '#lib/domain/slug.ts';
import { aByline, anArticle, aPublication, articleId, at } from '../../support/an-article.ts';

const aDraft = (over: Partial<EditedDraft> = {}): EditedDraft => ({
  status: 'published',
  title: 'Harbour bridge opens after nine years',
  content: { html: '<p>The ribbon was cut at noon.</p>' },
  excerpt: 'The ribbon was cut at noon.',
  readingMinutes: 1,
  authors: [],
  tags: [],
  attachments: [],
  ...over,
});

const created = (over: Partial<EditedDraft> = {}, id = articleId(1)): Article =>
  createArticle(aDraft(over), { id, publication: aPublication(), now: at('12:00') });

const revised = (
  article: Article,
  { now = at('13:00'), notes = {}, ...over }: Partial<EditedDraft> & { now?: typeof article.createdAt; notes?: object },
): Article => reviseArticle(article, { draft: aDraft(over), notes: { minor: false, ...notes }, now });

describe('a new article', () => {
  it('is revision 1, dated now, under an id of its publication that is a tag URI', () => {
    const article = created();
    expect(article).toMatchObject({
      ...{ revision: 1, status: 'published', corrections: [] },
      uri: `tag:harbour.example,2026-11-01:harbour-post/${articleId(1)}`,
      ...{ createdAt: at('12:00'), updatedAt: at('12:00'), modifiedAt: at('12:00'), publishedAt: at('12:00') },
    });
  });

  it('keeps the date that an import brings, and is no older itself for it', () => {
    expect(created({ publishedAt: at('08:00') })).toMatchObject({ publishedAt: at('08:00'), createdAt: at('12:00') });
  });

  it.each(['draft', 'scheduled'] as const)('that is %s has no date that it was published at', (status) => {
    const article = created({ status, publishAt: at('18:00'), publishedAt: at('08:00') });
    expect(article).not.toHaveProperty('publishedAt');
    expect(article.publishAt).toBe(status === 'scheduled' ? at('18:00') : undefined);
  });

  it('is called by its id where its title has no letter and no number', () => {
    expect(created({ title: '!!!' }).slug).toBe(slugify(articleId(1)));
  });

  it('has the slug that was chosen, and else that of its title', () => {
    expect(created({ slug: Slug.parse('bridge') }).slug).toBe('bridge');
    expect(created().slug).toBe('harbour-bridge-opens-after-nine-years');
  });
});

describe('a revision', () => {
  it('of everything that may change leaves id, URI, slug and dates of creation and publication alone', () => {
    const before = created();
    const { id, uri, slug, publication, createdAt, publishedAt } = before;
    expect(revised(before, { title: 'Another', publishedAt: at('06:00') })).toMatchObject({
      ...{ id, uri, slug, publication, createdAt, publishedAt },
      ...{ title: 'Another', revision: 2, updatedAt: at('13:00'), modifiedAt: at('13:00') },
    });
  });

  it('that changes nothing is the article itself', () => {
    const before = created({ url: 'https://harbour.example/1' });
    expect(revised(before, { url: 'https://harbour.example/1' })).toBe(before);
  });

  it('takes out what the new draft leaves out', () => {
    const before = created({ section: 'Sea', tags: ['Sky'], authors: [aByline()], url: 'https://harbour.example/1' });
    const after = revised(before, {});
    expect(after).toMatchObject({ tags: [], authors: [] });
    for (const field of ['section', 'externalUrl']) expect(after).not.toHaveProperty(field);
  });

  it('stays in the archive that it was filed in', () => {
    expect(revised(anArticle({ archive: 7 }), { title: 'Another' }).archive).toBe(7);
    expect(revised(anArticle({ archive: 0 }), { title: 'Another', status: 'withdrawn' }).archive).toBe(0);
  });

  it('adds its correction to those before it', () => {
    const once = revised(created(), { notes: { correction: 'First.' } });
    const twice = revised(once, { now: at('14:00'), notes: { correction: 'Second.' } });
    expect(twice.corrections).toEqual([
      { at: at('13:00'), note: 'First.' },
      { at: at('14:00'), note: 'Second.' },
    ]);
    expect(revised(twice, { title: 'Another' }).corrections).toEqual(twice.corrections);
  });

  it('that is minor does not bring the article up again, but a change of status always does', () => {
    const before = created();
    const notes = { minor: true };
    expect(revised(before, { title: 'Another', notes })).toMatchObject({
      ...{ updatedAt: at('12:00'), modifiedAt: at('13:00') },
    });
    expect(revised(before, { status: 'withdrawn', notes }).updatedAt).toBe(at('13:00'));
  });
});

describe('an article that is withdrawn', () => {
  const withdrawn = revised(created(), { status: 'withdrawn' });

  it('says when, and when it had been published', () => {
    expect(withdrawn).toMatchObject({ status: 'withdrawn', withdrawnAt: at('13:00'), publishedAt: at('12:00') });
  });

  it('says the same when it changes once more', () => {
    const again = revised(withdrawn, { status: 'withdrawn', title: 'Another', now: at('14:00') });
    expect(again.withdrawnAt).toBe(at('13:00'));
  });

  it('and published again has its first date, and was never withdrawn', () => {
    const again = revised(withdrawn, { now: at('14:00') });
    expect(again).toMatchObject({ status: 'published', publishedAt: at('12:00'), revision: 3 });
    expect(again).not.toHaveProperty('withdrawnAt');
  });
});

describe('a draft that is published', () => {
  const draft = created({ status: 'draft' });

  it('is dated then, not when it was written', () => {
    expect(revised(draft, {}).publishedAt).toBe(at('13:00'));
    expect(revised(draft, { publishedAt: at('09:00') }).publishedAt).toBe(at('09:00'));
  });

  it('gives up the time that was planned, and so does one that is a draft again', () => {
    const plan = revised(draft, { status: 'scheduled', publishAt: at('18:00') });
    expect(plan.publishAt).toBe(at('18:00'));
    expect(revised(plan, {})).not.toHaveProperty('publishAt');
    expect(revised(plan, { status: 'draft', publishAt: at('18:00') })).not.toHaveProperty('publishAt');
  });
});

describe('a scheduled article whose time has come', () => {
  const { publishedAt: _none, ...unpublished } = anArticle({ status: 'scheduled', publishAt: at('12:00') });

  it.each(['12:00', '12:00:59', '12:01'])('bears the planned date when it is published at %s', (now) => {
    expect(publishScheduled(unpublished, at(now))).toMatchObject({ publishedAt: at('12:00'), updatedAt: at('12:00') });
  });

  it.each(['12:01:00.001', '12:02', '20:00'])(
    'bears the true date when it is published as late as %s, so that feeds show it above what came meanwhile',
    (now) => {
      expect(publishScheduled(unpublished, at(now))).toMatchObject({ publishedAt: at(now), updatedAt: at(now) });
    },
  );

  it('is the next revision, published, and planned no longer', () => {
    const published = publishScheduled(unpublished, at('12:00:02'));
    expect(published).toMatchObject({ status: 'published', revision: 2, modifiedAt: at('12:00:02') });
    expect(published).not.toHaveProperty('publishAt');
    expect(published).toMatchObject({ id: unpublished.id, uri: unpublished.uri, slug: unpublished.slug });
  });
});

describe('a slug that another article has', () => {
  it.each([
    ['a word', 'Rain', 'rain'],
    ['nothing that a slug can have', '!!!', ''],
    ['more than a slug can have, without a space', '東京の新しい駅'.repeat(30), '東京の新しい駅'],
    ['more than a slug can have, with a hyphen wherever it is cut', 'a '.repeat(150), 'a-a-a'],
    ['a word that ends where the slug is cut', `${'a'.repeat(70)} b`, 'aaa'],
    ['more than a slug can have, with marks', 'हिन्दी समाचार '.repeat(20), 'हिन्दी-समाचार'],
  ])('makes way for another that says the same, for a title of %s', (_, title, beginning) => {
    const slugs = [1, 2, 3].map((number) => {
      const article = created({ title }, articleId(number));
      const { slug } = slugApart(article);
      expect(Slug.parse(slug)).toBe(slug);
      expect(slug).not.toBe(article.slug);
      expect(slug.startsWith(beginning)).toBe(true);
      return slug;
    });
    expect(new Set(slugs).size).toBe(3);
  });

  it('changes nothing else of the article', () => {
    const { slug: _one, ...before } = created();
    const { slug: _other, ...after } = slugApart(created());
    expect(after).toEqual(before);
  });
});
