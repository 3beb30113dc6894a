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

describe('an idempotency key', () => {
  const post = (key: string, body: object) =>
    bulletin.api('POST', articles, { body, headers: { 'idempotency-key': key } });
  const counted = async () =>
    (await bulletin.api('GET', '/v1/publications/planned/events?limit=1000')).body.length as number;

  it('gives the first answer again, and makes nothing new', async () => {
    const first = await post('"once-1"', {
      ...draft,
      slug: 'once',
      content: { html: '<p>Once.</p><script>x</script>' },
    });
    const before = await counted();
    const again = await post('"once-1"', {
      ...draft,
      slug: 'once',
      content: { html: '<p>Once.</p><script>x</script>' },
    });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    for (const name of ['etag', 'location', 'last-modified']) {
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(await counted()).toBe(before);
  });

  it('of many requests at once lets one through, and gives its answer to all', async () => {
    const before = await counted();
    const answers = await Promise.all(Array.from({ length: 6 }, () => post('at-once', { ...draft, title: 'At once' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await counted()).toBe(before + 1);
  });

  it('gives a refusal again, though it would be taken now', async () => {
    const wanting = { ...draft, authors: ['late-comer'] };
    expect((await post('refused-1', wanting)).status).toBe(400);
    await bulletin.api('PUT', '/v1/publications/planned/authors/late-comer', { body: { name: 'Late Comer' } });
    const again = await post('refused-1', wanting);
    expect([again.status, again.body.issues[0].pointer]).toEqual([400, '/authors/0']);
    expect((await post('refused-2', wanting)).status).toBe(201);
  });

  it('is refused for another body, for a bad one, and where it is no key', async () => {
    await post('mixed-up', draft);
    for (const body of [{ ...draft, title: 'Other' }, { title: '' }]) {
      const { status, body: problem } = await post('mixed-up', body);
      expect([status, problem.code]).toEqual([422, 'idempotency-key.reused']);
    }
    for (const key of ['"', '"a", "b"', 'ü', ' ', `"${'x'.repeat(256)}"`]) {
      const { status, body } = await post(encodeURI(key) === key ? key : '"\\u00fc"', draft);
      expect([status, body.code], key).toEqual([400, 'idempotency-key.malformed']);
    }
  });

  it('covers changes and deletions, whose ETag is stale by then', async () => {
    const { body } = await post('change-0', { ...draft, title: 'To change' });
    const path = `${articles}/${body.id}`;
    const once = (method: string, revision: number, change?: object) =>
      bulletin.api(method, path, {
        ...(change && { body: change }),
        headers: { ...ifMatch(revision), 'idempotency-key': `${method}-1` },
      });
    const first = await once('PATCH', 1, { title: 'Changed' });
    const again = await once('PATCH', 1, { title: 'Changed' });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect((await once('DELETE', 2)).status).toBe(204);
    expect((await once('DELETE', 2)).status).toBe(204);
  });

  it('of another caller is another key', async () => {
    const { body } = await bulletin.api('POST', '/v1/publications/planned/keys', {
      body: { name: 'other', scopes: ['articles:write'] },
    });
    const first = await post('shared', draft);
    const other = await bulletin.api('POST', articles, {
      body: draft,
      headers: { 'idempotency-key': 'shared' },
      key: body.key,
    });
    expect(other.status).toBe(201);
    expect(other.body.id).not.toBe(first.body.id);
  });
});

describe('a batch', () => {
  const batches = '/v1/publications/planned/article-batches';
  const send = (drafts: readonly object[], headers: Record<string, string> = {}) =>
    bulletin.api('POST', batches, { body: { articles: drafts }, headers });

  it('of 25 is written as one, with a result for each, and slugs that differ', async () => {
    const { status, body } = await send(Array.from({ length: 25 }, () => ({ ...draft, title: 'Twins' })));
    expect(status).toBe(201);
    expect(body.results).toHaveLength(25);
    expect(new Set(body.results.map(({ slug }: { slug: string }) => slug)).size).toBe(25);
    const { body: article } = await bulletin.api('GET', new URL(body.results[24].location).pathname);
    expect(article).toMatchObject({ id: body.results[24].id, title: 'Twins' });
  });

  it('that is wrong in parts writes nothing, and says of each why', async () => {
    const { body: before } = await bulletin.api('GET', '/v1/publications/planned/events?limit=1000');
    const wrong = await send([draft, { ...draft, title: '' }, { ...draft, authors: ['nobody'] }]);
    expect([wrong.status, wrong.body.code]).toEqual([400, 'request.invalid']);
    expect(wrong.body.results.map(({ status }: { status: number }) => status)).toEqual([424, 400, 424]);
    expect(wrong.body.issues[0].pointer).toBe('/articles/1/title');

    const unknown = await send([draft, { ...draft, authors: ['nobody'], slug: 'two' }, { ...draft, slug: 'two' }]);
    expect(unknown.body.results).toMatchObject([
      { status: 424 },
      { status: 400, issues: [{ pointer: '/authors/0' }] },
      { status: 400, issues: [{ pointer: '/slug', given: 'two' }] },
    ]);

    await send([{ ...draft, slug: 'three', externalId: 'three' }]);
    const taken = await send([draft, { ...draft, slug: 'three' }, { ...draft, externalId: 'four' }]);
    expect([taken.status, taken.body.code]).toEqual([409, 'article.slug-taken']);
    expect(taken.body.results).toMatchObject([{ status: 424 }, { status: 409 }, { status: 424 }]);
    const { body: after } = await bulletin.api('GET', '/v1/publications/planned/events?limit=1000');
    expect(after).toHaveLength(before.length + 1);
  });

  it('is bounded: by articles, by writes and by bytes', async () => {
    expect((await send(Array(26).fill(draft))).status).toBe(400);
    expect((await send([])).status).toBe(400);
    const named = (n: number) => Array.from({ length: n }, (_, i) => ({ ...draft, externalId: `bounded ${n} ${i}` }));
    const tooMany = await send(named(25));
    expect([tooMany.status, tooMany.body.detail]).toEqual([413, expect.stringContaining('101 writes')]);
    expect((await send(named(24))).status).toBe(201);
    const large = { ...draft, content: { html: `<p>${'x'.repeat(250_000)}</p>` } };
    expect((await send(Array(20).fill(large))).status).toBe(413);
    expect((await send(Array(12).fill(large))).status).toBe(201);
  });

  it('may be repeated', async () => {
    const drafts = [draft, { ...draft, title: 'Second' }];
    const first = await send(drafts, { 'idempotency-key': '"batch-1"' });
    const again = await send(drafts, { 'idempotency-key': '"batch-1"' });
    expect([again.status, again.body]).toEqual([201, first.body]);
  });
});

describe('an article by its publisher’s own id', () => {
  const put = (id: string, body: object, headers: Record<string, string> = {}) =>
    bulletin.api('PUT', `${articles}/by-external-id/${encodeURIComponent(encodeURIComponent(id))}`, { body, headers });

  it('is created, changed and left alone by the same call', async () => {
    const created = await put('cms/47 11?', draft);
    expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"']);
    expect(created.headers.get('location')).toContain(created.body.id);
    const same = await put('cms/47 11?', draft);
    expect([same.status, same.headers.get('etag'), same.body.id]).toEqual([200, '"1"', created.body.id]);
    const changed = await put('cms/47 11?', { ...draft, title: 'Changed' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    const found = await bulletin.api('GET', `${articles}?externalId=${encodeURIComponent('cms/47 11?')}`);
    expect(found.body.articles.map(({ id }: { id: string }) => id)).toEqual([created.body.id]);
    expect((await put('cms/47 11?', draft, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put('a', { ...draft, externalId: 'b' })).body.issues[0].pointer).toBe('/externalId');
  });

  it('is one article, however many call at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => put('racing', draft)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 201]);
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
