import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
const articles = '/v1/publications/planned/articles';
const draft = { title: 'News', content: { html: '<p>News.</p>' } };
const ifMatch = (revision: number) => ({ 'if-match': `"${revision}"` });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

beforeAll(async () => {
  bulletin = await Bulletin.start();
  await bulletin.api('POST', '/v1/publications', { body: { id: 'planned', title: 'Planned', language: 'en' } });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

const eventTypes = async (id: string) => {
  const { body } = await bulletin.api('GET', '/v1/publications/planned/events?limit=1000');
  return body.flatMap(({ subject, type }: { subject: string; type: string }) => (subject === id ? [type] : []));
};

describe('a scheduled article', () => {
  it('is published on time, once, with the date that was planned', async () => {
    const publishAt = inSeconds(4);
    const { status, body } = await bulletin.api('POST', articles, {
      body: { ...draft, status: 'scheduled', publishAt },
    });
    expect([status, body.status, body.publishAt]).toEqual([201, 'scheduled', publishAt]);
    await bulletin.api('GET', '/planned/feed.json');
    const path = `${articles}/${body.id}`;
    await expect.poll(async () => (await bulletin.api('GET', path)).body.status, { interval: 100 }).toBe('published');
    const { body: published } = await bulletin.api('GET', path);
    expect(Date.parse(published.modifiedAt) - Date.parse(publishAt)).toBeLessThan(2_000);
    expect(published.modifiedAt >= publishAt).toBe(true);
    expect(published).toMatchObject({ publishedAt: publishAt, updatedAt: publishAt, revision: 2 });
    expect(published).not.toHaveProperty('publishAt');
    expect(await eventTypes(body.id)).toEqual(['bulletin.article.scheduled.v1', 'bulletin.article.published.v1']);
    await expect.poll(async () => (await bulletin.api('GET', '/planned/feed.json')).text).toContain(body.id);
  });

  it('can be moved, called off and published at once until then', async () => {
    const plan = { ...draft, status: 'scheduled', publishAt: inSeconds(3600) };
    const { body } = await bulletin.api('POST', articles, { body: plan });
    const path = `${articles}/${body.id}`;
    const patch = async (revision: number, change: object) =>
      (await bulletin.api('PATCH', path, { body: change, headers: ifMatch(revision) })).body;

    const moved = inSeconds(7200);
    expect(await patch(1, { publishAt: moved })).toMatchObject({ status: 'scheduled', publishAt: moved, revision: 2 });
    expect(await patch(2, { title: 'Better news' })).toMatchObject({ status: 'scheduled', publishAt: moved });
    const draftAgain = await patch(3, { status: 'draft' });
    expect(draftAgain.status).toBe('draft');
    expect(draftAgain).not.toHaveProperty('publishAt');
    expect(await patch(4, { status: 'scheduled', publishAt: moved })).toMatchObject({ status: 'scheduled' });
    const published = await patch(5, { status: 'published' });
    expect(published).toMatchObject({ status: 'published', revision: 6, title: 'Better news' });
    expect(published.publishedAt < moved).toBe(true);
  });

  it.each([
    ['without a time', { status: 'scheduled' }, '/publishAt'],
    ['for a time that has passed', { status: 'scheduled', publishAt: '2020-01-01T00:00:00Z' }, '/publishAt'],
    [
      'that says it was published',
      { status: 'scheduled', publishAt: '2999-01-01T00:00:00Z', publishedAt: '2020-01-01T00:00:00Z' },
      '/publishedAt',
    ],
    ['that is not called so', { publishAt: '2999-01-01T00:00:00Z' }, '/publishAt'],
  ])('%s is refused', async (_, plan, pointer) => {
    const { status, body } = await bulletin.api('POST', articles, { body: { ...draft, ...plan } });
    expect([status, body.issues[0].pointer]).toEqual([400, pointer]);
  });
});

describe('the history of an article', () => {
  it('is read page by page, and an earlier revision can be brought back', async () => {
    const { body } = await bulletin.api('POST', articles, { body: { ...draft, authors: [{ name: 'Ada Example' }] } });
    const path = `${articles}/${body.id}`;
    for (const [index, title] of ['Second', 'Third'].entries()) {
      await bulletin.api('PATCH', path, { body: { title, authors: [] }, headers: ifMatch(index + 1) });
    }
    const first = await bulletin.api('GET', `${path}/revisions?limit=2`);
    expect(first.body.revisions).toMatchObject([
      { revision: 3, title: 'Third', type: 'bulletin.article.updated.v1' },
      { revision: 2, title: 'Second' },
    ]);
    const rest = await bulletin.api('GET', `${path}/revisions?limit=2&cursor=${first.body.cursor}`);
    expect(rest.body.revisions).toMatchObject([{ revision: 1, title: 'News', type: 'bulletin.article.published.v1' }]);
    expect(rest.body).not.toHaveProperty('cursor');

    const { body: earlier } = await bulletin.api('GET', `${path}/revisions/1`);
    const undone = await bulletin.api('PUT', path, { body: earlier.draft, headers: ifMatch(3) });
    expect(undone.body).toMatchObject({ revision: 4, title: 'News', authors: [{ id: 'ada-example' }] });
    for (const revision of ['0', '5', 'x', '1e1']) {
      expect((await bulletin.api('GET', `${path}/revisions/${revision}`)).body.code, revision).toBe('revision.missing');
    }
  });
});
