import { describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { AuthorId } from '#lib/domain/author.ts';
import type { Endpoint } from '#lib/domain/endpoint.ts';
import { articleChanged, articleDeleted } from '#lib/events/article-events.ts';
import { claimCheck } from '#lib/events/claim-check.ts';
import { endpointDisabled } from '#lib/events/endpoint-events.ts';
import type { Happening } from '#lib/events/envelope.ts';
import { wants } from '#lib/events/event-filter.ts';
import { type PublicEvent, publicEventOf } from '#lib/events/public-event.ts';
import { publicationUpdated } from '#lib/events/publication-events.ts';
import { aByline, anArticle, aPublication, at, PUBLIC_URL } from '../../support/an-article.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';
import { anEvent } from '../../support/an-event.ts';

type Filter = Partial<Pick<Endpoint, 'types' | 'sections' | 'tags' | 'authors'>>;

const mira = aByline({ id: AuthorId.parse('mira'), name: 'Mira' });
const filed: Partial<Article> = { section: 'World News', tags: ['Climate change', 'Élections'], authors: [mira] };

const sent = (happening: Happening): PublicEvent => publicEventOf(anEvent(happening));

const changedTo = (before: Partial<Article> | undefined, after: Partial<Article>): PublicEvent =>
  sent(
    articleChanged({
      ...(before && { before: anArticle(before) }),
      ...{ after: anArticle({ revision: 2, ...after }), publicUrl: PUBLIC_URL },
    }),
  );

const published = changedTo(undefined, filed);

/** One filter of each kind that takes the article where it is filed. */
const FILTERS: Filter[] = [
  { sections: ['world news'] },
  { sections: ['World News'] },
  { tags: ['climate-change'] },
  { tags: ['Élections', 'Sport'] },
  { authors: [mira.id] },
];

describe('an endpoint without a filter', () => {
  it.each<[string, PublicEvent]>([
    ['an article', published],
    ['the publication', sent(publicationUpdated(aPublication()))],
    ['an endpoint', sent(endpointDisabled(anEndpoint(), { reason: 'gone', now: at('12:00') }))],
    ['something too large to be sent whole', claimCheck(published, PUBLIC_URL)],
  ])('hears of %s', (_, event) => {
    expect(wants({}, event)).toBe(true);
  });
});

describe.each(FILTERS)('who follows %j', (filter) => {
  it('hears of an article there, and of no other', () => {
    expect(wants(filter, published)).toBe(true);
    const elsewhere = { section: 'City', tags: ['Climate'], authors: [aByline()] };
    expect(wants(filter, changedTo(undefined, elsewhere))).toBe(false);
    expect(wants(filter, changedTo(undefined, {}))).toBe(false);
  });

  it('hears that an article left, and nothing of it afterwards', () => {
    const gone = { tags: ['Cricket'], authors: [aByline()] };
    expect(wants(filter, changedTo(filed, gone))).toBe(true);
    expect(wants(filter, changedTo(gone, { ...gone, title: 'Another' }))).toBe(false);
  });

  it('hears that one came, changed, was withdrawn and was deleted', () => {
    expect(wants(filter, changedTo({}, filed))).toBe(true);
    expect(wants(filter, changedTo(filed, { ...filed, title: 'Another' }))).toBe(true);
    expect(wants(filter, changedTo(filed, { ...filed, status: 'withdrawn' }))).toBe(true);
    expect(wants(filter, sent(articleDeleted(anArticle(filed), at('12:00'))))).toBe(true);
    expect(wants(filter, sent(articleDeleted(anArticle(), at('12:00'))))).toBe(false);
  });

  it('hears nothing that is of no article', () => {
    expect(wants(filter, sent(publicationUpdated(aPublication())))).toBe(false);
    expect(wants(filter, sent(endpointDisabled(anEndpoint(), { reason: 'gone', now: at('12:00') })))).toBe(false);
  });
});

describe('a filter of several kinds', () => {
  it('wants all of them, and of each any', () => {
    const filter: Filter = { sections: ['City', 'world-news'], tags: ['Élections'], authors: [mira.id] };
    expect(wants(filter, published)).toBe(true);
    for (const other of [{ sections: ['City'] }, { tags: ['Sport'] }, { authors: [aByline().id] }])
      expect(wants({ ...filter, ...other }, published)).toBe(false);
  });

  it('of types takes those and no other, wherever the article is', () => {
    const types: Filter['types'] = ['bulletin.article.withdrawn.v1', 'bulletin.endpoint.disabled.v1'];
    expect(wants({ types }, published)).toBe(false);
    expect(wants({ types, tags: ['Élections'] }, changedTo(filed, { ...filed, status: 'withdrawn' }))).toBe(true);
    expect(wants({ types, tags: ['Sport'] }, changedTo(filed, { ...filed, status: 'withdrawn' }))).toBe(false);
  });
});
