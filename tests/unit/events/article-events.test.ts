import { describe, expect, it } from 'vitest';
import type { Article, ArticleStatus } from '#lib/domain/article.ts';
import { viewOf } from '#lib/domain/article-view.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { EndpointId } from '#lib/domain/endpoint.ts';
import { Slug } from '#lib/domain/slug.ts';
import { articleChanged, articleDeleted } from '#lib/events/article-events.ts';
import { ArticleErasure, ArticleSnapshot, viewIn } from '#lib/events/catalogue.ts';
import { endpointDisabled } from '#lib/events/endpoint-events.ts';
import { publicationUpdated } from '#lib/events/publication-events.ts';
import { aByline, anArticle, aPublication, at, PUBLIC_URL } from '../../support/an-article.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const changed = (before: Partial<Article> | undefined, after: Partial<Article>) =>
  articleChanged({ before: before && anArticle(before), after: anArticle(after), publicUrl: PUBLIC_URL });

const snapshot = (...of: Parameters<typeof changed>) => ArticleSnapshot.parse(changed(...of).data);

describe('what happened to an article', () => {
  const correction = { at: at('09:00'), note: 'Nine years.' };
  const corrected = { corrections: [correction] };

  it.each<[ArticleStatus | undefined, ArticleStatus, string]>([
    [undefined, 'draft', 'drafted'],
    [undefined, 'scheduled', 'scheduled'],
    [undefined, 'published', 'published'],
    ['draft', 'draft', 'drafted'],
    ['draft', 'scheduled', 'scheduled'],
    ['draft', 'published', 'published'],
    ['scheduled', 'scheduled', 'scheduled'],
    ['scheduled', 'draft', 'drafted'],
    ['scheduled', 'published', 'published'],
    ['published', 'published', 'updated'],
    ['published', 'withdrawn', 'withdrawn'],
    ['withdrawn', 'withdrawn', 'updated'],
    ['withdrawn', 'published', 'published'],
  ])('from %s to %s is that it was %s', (before, after, name) => {
    const { type, subject, publication } = changed(before && { status: before }, { status: after });
    expect(type).toBe(`bulletin.article.${name}.v1`);
    expect([subject, publication]).toEqual([anArticle().id, anArticle().publication]);
  });

  it('is a correction when it says one more, and only of what was published already', () => {
    expect(changed({}, corrected).type).toBe('bulletin.article.corrected.v1');
    expect(changed(corrected, { corrections: [correction, correction] }).type).toBe('bulletin.article.corrected.v1');
    expect(changed(corrected, { ...corrected, title: 'Another' }).type).toBe('bulletin.article.updated.v1');
    expect(changed({ status: 'draft' }, corrected).type).toBe('bulletin.article.published.v1');
    expect(changed({}, { ...corrected, status: 'withdrawn' }).type).toBe('bulletin.article.withdrawn.v1');
  });

  it('is a correction of a withdrawn article, too', () => {
    const withdrawn = { status: 'withdrawn', withdrawnAt: at('08:30') } as const;
    expect(changed(withdrawn, { ...withdrawn, ...corrected }).type).toBe('bulletin.article.corrected.v1');
  });

  it('has the whole article as the API gives it, and the archive that it is in', () => {
    const data = snapshot({}, { archive: 0, title: 'Another', externalUrl: 'https://harbour.example/own' });
    expect(viewIn(data)).toEqual(
      viewOf(anArticle({ title: 'Another', externalUrl: 'https://harbour.example/own' }), PUBLIC_URL),
    );
    expect(data.archive).toBe(0);
    expect(snapshot({}, {})).not.toHaveProperty('archive');
  });
});

describe('what an article was before', () => {
  const ada = aByline();
  const mira = aByline({ id: AuthorId.parse('mira'), name: 'Mira' });

  it('is said of nothing that was not there', () => {
    expect(snapshot(undefined, {})).not.toHaveProperty('previous');
    expect(snapshot({}, { title: 'Another', summary: 'x', modifiedAt: at('10:00') }).previous).toEqual({});
  });

  it.each<[string, Partial<Article>, Partial<Article>, object]>([
    ['its status', { status: 'draft' }, {}, { status: 'draft' }],
    ['its slug', { slug: Slug.parse('old') }, {}, { slug: 'old' }],
    ['its section', { section: 'Sea' }, { section: 'City' }, { section: 'Sea' }],
    ['the section that it left', { section: 'Sea' }, {}, { section: 'Sea' }],
    ['that it had no section', {}, { section: 'Sea' }, { section: null }],
    ['its tags', { tags: ['Sky', 'Wind'] }, { tags: ['Sky'] }, { tags: ['Sky', 'Wind'] }],
    ['the one tag that became two', { tags: ['rock,pop'] }, { tags: ['rock', 'pop'] }, { tags: ['rock,pop'] }],
    ['that it had no tags', {}, { tags: ['Sky'] }, { tags: [] }],
    ['its authors', { authors: [ada, mira] }, { authors: [mira] }, { authors: ['ada-example', 'mira'] }],
    ['its language', { language: 'de-AT' }, { language: 'de' }, { language: 'de-AT' }],
    ['that it had no language of its own', {}, { language: 'de' }, { language: null }],
    ['that it was not published', { publishedAt: undefined }, {}, { publishedAt: null }],
    ['when it was published', { publishedAt: at('06:00') }, {}, { publishedAt: at('06:00') }],
  ])('is said of %s', (_, before, after, previous) => {
    expect(snapshot(before, after).previous).toEqual(previous);
  });
});

describe('an article that is deleted', () => {
  const article = anArticle({
    ...{ revision: 3, section: 'Sea', tags: ['Sky'], authors: [aByline()], archive: 0, title: 'Secret' },
    language: 'de-AT',
    ...{ status: 'withdrawn', summary: 'Secret', externalUrl: 'https://secret.example/' },
  });
  const { type, subject, data } = articleDeleted(article, at('12:00'));

  it('is told by its id, its next revision, and all that must be taken down', () => {
    expect([type, subject]).toEqual(['bulletin.article.deleted.v1', article.id]);
    expect(ArticleErasure.parse(data)).toEqual({
      ...{ id: article.id, uri: article.uri, publication: article.publication, revision: 4 },
      ...{ status: 'deleted', deletedAt: at('12:00'), archive: 0 },
      previous: {
        ...{ status: 'withdrawn', slug: article.slug, section: 'Sea', tags: ['Sky'], authors: ['ada-example'] },
        ...{ language: 'de-AT', publishedAt: at('08:00') },
      },
    });
  });

  it('is told without a word of what it said', () => {
    expect(JSON.stringify(data).toLowerCase()).not.toContain('secret');
  });

  it('that was in no section and never published says so', () => {
    const draft = anArticle({ status: 'draft', publishedAt: undefined });
    expect(articleDeleted(draft, at('12:00')).data.previous).toMatchObject({ section: null, publishedAt: null });
  });
});

describe('an endpoint that is disabled', () => {
  const url = 'https://user:pass@receiver.example:8443/hook?token=secret';
  const endpoint = anEndpoint({ id: EndpointId.parse('ep_01jdf0e8m30000000000000007'), url, tags: ['Sky'] });

  it('is told by its id, its host and the reason, and not by its address, which may hold a secret', () => {
    const { type, subject, publication, data } = endpointDisabled(endpoint, { reason: 'gone', now: at('12:00') });
    expect({ type, subject, publication }).toEqual({
      ...{ type: 'bulletin.endpoint.disabled.v1', subject: endpoint.id, publication: endpoint.publication },
    });
    expect(data).toEqual({
      ...{ id: endpoint.id, publication: endpoint.publication, host: 'receiver.example:8443' },
      ...{ reason: 'gone', disabledAt: at('12:00') },
    });
  });

  it('says what it was for, and since when it failed', () => {
    const told = { reason: 'failing', now: at('12:00'), failingSince: at('06:00') } as const;
    expect(endpointDisabled({ ...endpoint, description: 'Ours' }, told).data).toMatchObject({
      ...{ description: 'Ours', reason: 'failing', failingSince: at('06:00') },
    });
  });
});

it('a publication that changes is told whole', () => {
  expect(publicationUpdated(aPublication())).toEqual({
    ...{ type: 'bulletin.publication.updated.v1', subject: 'harbour-post', publication: 'harbour-post' },
    data: aPublication(),
  });
});
