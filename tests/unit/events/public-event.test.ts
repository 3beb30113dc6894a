import { describe, expect, it } from 'vitest';
import type { Article, ArticleStatus } from '#lib/domain/article.ts';
import { statusesAfter } from '#lib/domain/article-status.ts';
import { AuthorId } from '#lib/domain/author.ts';
import { Slug } from '#lib/domain/slug.ts';
import { articleChanged, articleDeleted } from '#lib/events/article-events.ts';
import { endpointDisabled } from '#lib/events/endpoint-events.ts';
import { type BulletinEvent, eventOf, type Happening } from '#lib/events/envelope.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { publicationUpdated } from '#lib/events/publication-events.ts';
import { anArticle, aPublication, at, PUBLIC_URL } from '../../support/an-article.ts';
import { anEndpoint } from '../../support/an-endpoint.ts';

const told = (happening: Happening): BulletinEvent =>
  eventOf(happening, { id: '01jdf0e8m30000000000000001', sequence: 7, time: at('12:00'), publicUrl: PUBLIC_URL });
const changed = (before: Article | undefined, after: Article) =>
  told(articleChanged({ before, after, publicUrl: PUBLIC_URL }));
const erased = ({ data: _erased, ...envelope }: BulletinEvent): BulletinEvent => ({ ...envelope, erased: true });

/** An article that a word is found in wherever an event may show it. */
const articleOf = (word: string, status: ArticleStatus, over: Partial<Article> = {}) =>
  anArticle({
    ...{
      status,
      title: word,
      slug: Slug.parse(word),
      section: word,
      tags: [word],
      content: { html: `<p>${word}</p>` },
    },
    authors: [{ id: AuthorId.parse(word), name: word }],
    ...over,
  });

const STATUSES: readonly ArticleStatus[] = ['draft', 'scheduled', 'published', 'withdrawn'];
const changes = STATUSES.flatMap((before) => statusesAfter(before).map((after) => [before, after] as const));

describe('an event of an article', () => {
  it.each(changes)('that was %s and is %s is open where it is published before or after', (before, after) => {
    const event = changed(articleOf('before', before), articleOf('after', after, { revision: 2 }));
    const isPublic = [before, after].includes('published');
    expect('sealed' in publicEventOf(event)).toBe(!isPublic);
    expect('sealed' in publicEventOf(changed(articleOf('same', before), articleOf('same', after)))).toBe(!isPublic);
  });

  it.each(changes)('that was %s and is %s says nothing of a revision that nobody has read', (before, after) => {
    const event = changed(articleOf('before', before), articleOf('after', after, { revision: 2 }));
    const text = JSON.stringify(publicEventOf(event));
    expect(text.includes('before')).toBe(before === 'published');
    if (before !== 'published' && after !== 'published') expect(text).not.toContain('after');
  });

  it.each(statusesAfter('new'))('that is new and %s is open where it is published', (status) => {
    const event = changed(undefined, articleOf('new', status));
    expect(publicEventOf(event)).toEqual(status === 'published' ? event : expect.objectContaining({ sealed: true }));
  });

  it.each(STATUSES)('that was %s and is deleted says where it was if it was published', (status) => {
    const event = told(articleDeleted(articleOf('before', status), at('12:00')));
    expect(publicEventOf(event)).toEqual(status === 'published' ? event : expect.objectContaining({ sealed: true }));
  });

  it.each([
    ['published', false],
    ['withdrawn', true],
  ] as const)('of a correction while it is %s is sealed: %s', (status, expected) => {
    const corrections = [{ at: at('09:00'), note: 'nine years' }];
    const event = changed(articleOf('before', status), articleOf('after', status, { corrections }));
    expect(event.type).toBe('bulletin.article.corrected.v1');
    expect('sealed' in publicEventOf(event)).toBe(expected);
  });

  it('that has lost its data is open only where its type says that it was public', () => {
    const published = changed(undefined, articleOf('once', 'published'));
    const updated = changed(articleOf('once', 'withdrawn'), articleOf('again', 'withdrawn'));
    expect(publicEventOf(erased(published))).toEqual(erased(published));
    expect(publicEventOf(erased(updated))).toHaveProperty('sealed');
  });
});

describe('a sealed event', () => {
  const drafted = changed(undefined, articleOf('secret', 'draft'));

  it('has its id, type, time and place in the sequence, and nothing else', () => {
    const { specversion, id, source, type, time, sequence, partitionkey } = drafted;
    const said = { specversion, id, source, type, time, sequence, partitionkey, sealed: true };
    expect(publicEventOf(drafted)).toEqual(said);
    const grown = Object.assign({ added: 'later' }, drafted);
    expect(publicEventOf(grown)).toEqual(said);
  });

  it('is what goes out of a type that is not known', () => {
    const unknown = { ...drafted, type: 'bulletin.article.assigned.v1' } as unknown as BulletinEvent;
    expect(publicEventOf(unknown)).toMatchObject({ type: 'bulletin.article.assigned.v1', sealed: true });
  });

  it('is what goes out of an endpoint, whose address is its owner’s', () => {
    const endpoint = anEndpoint({ description: 'our customer' });
    const event = told(endpointDisabled(endpoint, { reason: 'gone', now: at('12:00') }));
    expect(JSON.stringify(publicEventOf(event))).not.toMatch(/receiver|customer|ep_/);
  });

  it('is not what goes out of a publication’s particulars, which its feeds show', () => {
    const event = told(publicationUpdated(aPublication()));
    expect(publicEventOf(event)).toEqual(event);
  });
});
