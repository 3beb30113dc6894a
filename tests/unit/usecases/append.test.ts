import { describe, expect, it } from 'vitest';
import { PublicationId } from '#lib/domain/publication.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { addArticles } from '#lib/usecases/add-articles.ts';
import { changeArticle } from '#lib/usecases/change-article.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import type { CommitOutcome, Desk } from '#lib/usecases/ports.ts';
import { aDraft, aPublisher } from '../../support/a-draft.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { afterNoon, countingIds, fixedClock, noWait } from '../../support/system.ts';

const publication = aPublisher();

function aDesk({ answers = [], desk = {} }: { answers?: CommitOutcome[]; desk?: Partial<Desk> }) {
  const memory = memoryLog({ publication, answers, desk });
  const deps = {
    log: memory.log,
    clock: fixedClock(),
    ids: countingIds(),
    backoff: noWait,
    publicUrl: 'https://bulletin.example',
  };
  return { ...memory, deps };
}

it('articles of one request are a millisecond apart, in their order, and none is of the future', async () => {
  const drafts = ['One', 'Two', 'Three'].map((title) => aDraft({ title }));
  const saved = await addArticles(drafts, { publication: publication.id, pointerOf: () => '' }, aDesk({}).deps);
  const dates = saved.map(({ article }) => [article.createdAt, article.updatedAt, article.publishedAt]);
  expect(dates).toEqual([-2, -1, 0].map((ms) => Array.from({ length: 3 }, () => afterNoon(ms))));
});

describe('an article and its event', () => {
  it('go to the sequence after the head that another writer left', async () => {
    const { deps, commits } = aDesk({
      answers: [
        { outcome: 'raced', head: 7 },
        { outcome: 'raced', head: 9 },
      ],
    });

    await addArticle(aDraft(), { publication: publication.id }, deps);

    const tried = commits.flatMap(({ entries }) => entries.map(({ event }) => event));
    expect(tried.map(({ sequence }) => Number(sequence))).toEqual([1, 8, 10]);
    expect(new Set(tried.map(({ id }) => id)).size).toBe(3);
  });

  it('of a batch are told one by one, each event with an id and a sequence of its own', async () => {
    const { deps, events } = aDesk({});
    const drafts = ['One', 'Two', 'Three'].map((title) => aDraft({ title }));
    await addArticles(drafts, { publication: publication.id, pointerOf: String }, deps);
    expect(events.map(({ sequence, data }) => [Number(sequence), data && 'title' in data && data.title])).toEqual([
      [1, 'One'],
      [2, 'Two'],
      [3, 'Three'],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  it('of a batch have other slugs only where theirs are taken', async () => {
    const { deps } = aDesk({ answers: [{ outcome: 'slug-taken', at: [1] }] });
    const drafts = ['One', 'Two', 'Three'].map((title) => aDraft({ title }));
    const saved = await addArticles(drafts, { publication: publication.id, pointerOf: String }, deps);
    const slugs = saved.map(({ article: { slug } }) => slug);
    expect(slugs).toEqual(['one', expect.stringMatching(/^two-.{8}$/), 'three']);
  });

  it('give up as busy, to be tried again, after too many lost races', async () => {
    const answers = Array.from({ length: 90 }, (_, head) => ({ outcome: 'raced', head }) as const);
    await expect(addArticle(aDraft(), { publication: publication.id }, aDesk({ answers }).deps)).rejects.toMatchObject({
      code: 'publication.busy',
      extra: { retryAfter: 1 },
    });
  });

  it('take a slug apart when the one from the title is taken', async () => {
    const { deps } = aDesk({ answers: [{ outcome: 'slug-taken', at: [0] }] });
    const { article } = await addArticle(aDraft({ title: 'Rain' }), { publication: publication.id }, deps);
    expect(article.slug).toBe(`rain-${article.id.slice(-8)}`);
  });

  it('are refused when the slug that was taken apart is taken, too: nothing is tried for ever', async () => {
    const taken = Array.from({ length: 60 }, () => ({ outcome: 'slug-taken', at: [0] }) as const);
    const { deps, commits } = aDesk({ answers: taken });
    const adding = addArticle(aDraft({ title: 'Rain' }), { publication: publication.id }, deps);
    await expect(adding).rejects.toMatchObject({ code: 'article.slug-taken', issues: [{ pointer: '/slug' }] });
    expect(commits).toHaveLength(2);
  });

  it('are refused when the chosen slug is taken', async () => {
    const { deps } = aDesk({ answers: [{ outcome: 'slug-taken', at: [0] }] });
    await expect(addArticle(aDraft({ slug: 'rain' }), { publication: publication.id }, deps)).rejects.toMatchObject({
      code: 'article.slug-taken',
      issues: [{ pointer: '/slug', given: 'rain' }],
    });
  });

  it('are refused when the publication is not there', async () => {
    const { deps } = aDesk({ desk: { publication: undefined } });
    await expect(addArticle(aDraft(), { publication: publication.id }, deps)).rejects.toMatchObject({
      code: 'publication.missing',
    });
  });

  it('are refused with the place of every author that nobody knows', async () => {
    const { deps, commits } = aDesk({});
    const draft = aDraft({ authors: [{ name: 'Ada Example' }, 'nobody'] });
    await expect(addArticle(draft, { publication: publication.id }, deps)).rejects.toMatchObject({
      issues: [{ pointer: '/authors/1', given: 'nobody' }],
    });
    expect(commits).toEqual([]);
  });

  it('are refused when they would be published in the future', async () => {
    const { deps } = aDesk({});
    await expect(
      addArticle(aDraft({ publishedAt: '2030-01-01T00:00:00Z' }), { publication: publication.id }, deps),
    ).rejects.toMatchObject({
      issues: [{ pointer: '/publishedAt' }],
    });
  });
});

describe('a change', () => {
  async function anArticleThere() {
    const { article } = await addArticle(
      aDraft({ authors: [{ name: 'Ada Example' }] }),
      { publication: publication.id },
      aDesk({}).deps,
    );
    const change = {
      ...{ publication: publication.id, id: article.id, authorIds: [] },
      precondition: (etag: string) => etag === '"1"',
      draftFrom: () => ({
        draft: aDraft({ title: 'Bridge closed again', authors: ['ada-example'] }),
        notes: { minor: false },
      }),
    };
    return { article, change };
  }

  it('makes the next revision, keeps the bylines it names, and tells what was before', async () => {
    const { article, change } = await anArticleThere();
    const { deps, events } = aDesk({ desk: { article } });

    const { article: changed } = await changeArticle(change, deps);

    expect(changed).toMatchObject({
      revision: 2,
      slug: article.slug,
      title: 'Bridge closed again',
      authors: [{ name: 'Ada Example' }],
    });
    expect(events).toMatchObject([{ type: 'bulletin.article.updated.v1', data: { revision: 2, previous: {} } }]);
  });

  it('that changes nothing makes no revision and no event', async () => {
    const { article, change } = await anArticleThere();
    const { deps, commits } = aDesk({ desk: { article } });
    const same = { draft: aDraft({ authors: ['ada-example'] }), notes: { minor: false } };

    expect((await changeArticle({ ...change, draftFrom: () => same }, deps)).article).toEqual(article);
    expect(commits).toEqual([]);
  });

  it('is stale when the article has changed since it was read', async () => {
    const { article, change } = await anArticleThere();
    const { deps } = aDesk({ desk: { article: { ...article, revision: 2 } } });
    await expect(changeArticle(change, deps)).rejects.toMatchObject({ code: 'article.stale', extra: { etag: '"2"' } });
  });

  it.each([
    ['change', changeArticle],
    ['deletion', deleteArticle],
  ] as const)('a %s of an article of another publication finds nothing', async (_, act) => {
    const { article, change } = await anArticleThere();
    const { deps, commits } = aDesk({ desk: { article: { ...article, publication: PublicationId.parse('another') } } });
    const acting = act({ ...change, precondition: () => true }, deps);
    await expect(acting).rejects.toMatchObject({ code: 'article.missing' });
    expect(commits).toEqual([]);
  });

  it('does not make a published article a draft again', async () => {
    const { article, change } = await anArticleThere();
    const { deps } = aDesk({ desk: { article } });
    const draftFrom = () => ({ draft: aDraft({ status: 'draft' }), notes: { minor: false } });
    await expect(changeArticle({ ...change, draftFrom }, deps)).rejects.toMatchObject({
      issues: [{ pointer: '/status' }],
    });
  });

  it('that is minor leaves the date that readers sort by', async () => {
    const { article, change } = await anArticleThere();
    const later = { ...article, updatedAt: '2020-01-01T00:00:00.000Z' as typeof article.updatedAt };
    const { deps } = aDesk({ desk: { article: later } });
    const draftFrom = () => ({ draft: aDraft({ title: 'Harbor bridge' }), notes: { minor: true } });
    const { article: changed } = await changeArticle({ ...change, draftFrom }, deps);
    expect(changed).toMatchObject({ updatedAt: later.updatedAt, modifiedAt: '2026-11-24T12:00:00.000Z' });
  });

  it('with a correction is told as one, with a dated note', async () => {
    const { article, change } = await anArticleThere();
    const { deps, events } = aDesk({ desk: { article } });
    const draftFrom = () => ({
      draft: aDraft(),
      notes: { minor: false, correction: 'The bridge took nine years, not eight.' },
    });
    await changeArticle({ ...change, draftFrom }, deps);
    expect(events).toMatchObject([
      {
        type: 'bulletin.article.corrected.v1',
        data: { corrections: [{ note: 'The bridge took nine years, not eight.' }] },
      },
    ]);
  });
});
