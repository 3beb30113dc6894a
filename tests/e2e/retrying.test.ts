import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
const articles = '/v1/publications/retried/articles';
const draft = { title: 'News', content: { html: '<p>News.</p>' } };
const ifMatch = (revision: number) => ({ 'if-match': `"${revision}"` });

beforeAll(async () => {
  bulletin = await Bulletin.start();
  await bulletin.api('POST', '/v1/publications', { body: { id: 'retried', title: 'Retried', language: 'en' } });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

describe('an idempotency key', () => {
  const post = (key: string, body: object) =>
    bulletin.api('POST', articles, { body, headers: { 'idempotency-key': key } });
  const counted = async () =>
    (await bulletin.api('GET', '/v1/publications/retried/events?limit=1000')).body.length as number;

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
    await bulletin.api('PUT', '/v1/publications/retried/authors/late-comer', { body: { name: 'Late Comer' } });
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
    const { body } = await bulletin.api('POST', '/v1/publications/retried/keys', {
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
  const batches = '/v1/publications/retried/article-batches';
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
    const { body: before } = await bulletin.api('GET', '/v1/publications/retried/events?limit=1000');
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
    const { body: after } = await bulletin.api('GET', '/v1/publications/retried/events?limit=1000');
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
