import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
let key: string;
let keyId: string;

const articles = '/v1/publications/one/articles';
const draft = { title: 'News', content: { html: '<p>News.</p>' } };

beforeAll(async () => {
  bulletin = await Bulletin.start();
  for (const id of ['one', 'two'])
    await bulletin.api('POST', '/v1/publications', { body: { id, title: id, language: 'en' } });
  const { body } = await bulletin.api('POST', '/v1/publications/one/keys', {
    body: { name: 'cms', scopes: ['articles:read', 'articles:write'] },
  });
  key = body.key;
  keyId = body.id;
});
afterAll(() => bulletin[Symbol.asyncDispose]());

describe('a key', () => {
  it('opens what its scopes say, in its own publication', async () => {
    expect((await bulletin.api('POST', articles, { body: draft, key })).status).toBe(201);
    expect((await bulletin.api('GET', articles, { key })).body.articles).toHaveLength(1);
  });

  it.each([
    ['missing', '', 401, 'key.missing'],
    ['malformed', 'secret', 401, 'key.malformed'],
    [
      'well formed but unknown',
      'blt_live_00000000000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAf9b9a7a6',
      401,
      'key.malformed',
    ],
  ])('that is %s is refused', async (_, text, status, code) => {
    const answer = await bulletin.api('GET', articles, { key: text });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it('is refused beyond its scopes and beyond its publication', async () => {
    for (const path of [
      '/v1/publications/two/articles',
      '/v1/publications/one/events',
      '/v1/publications/one/keys',
      '/v1/publications',
    ]) {
      expect((await bulletin.api('GET', path, { key })).status, path).toBe(403);
    }
  });

  it('opens nothing soon after it is revoked, and is never shown again', async () => {
    const { body } = await bulletin.api('POST', '/v1/publications/one/keys', {
      body: { name: 'old', scopes: ['articles:read'] },
    });
    expect((await bulletin.api('DELETE', `/v1/publications/one/keys/${body.id}`)).status).toBe(204);
    await expect
      .poll(async () => (await bulletin.api('GET', articles, { key: body.key })).body.code)
      .toBe('key.refused');
    const list = await bulletin.api('GET', '/v1/publications/one/keys');
    expect(list.body.keys.map(({ id }: { id: string }) => id)).toContain(keyId);
    expect(list.text).not.toContain(key);
    expect(list.text).not.toContain('hash');
  });
});

describe('what cannot be taken', () => {
  const refused = async (body: unknown, headers: Record<string, string> = {}) =>
    bulletin.api('POST', articles, { body, headers });

  it('is told field by field, with what was given and what was expected', async () => {
    const { status, headers, body } = await refused({
      title: '',
      content: { htm: 'x' },
      tags: 'a',
      authors: [{ nam: 'x' }, 'nobody'],
      more: 1,
    });
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body.type).toMatch(/errors\.md#requestinvalid$/);
    const pointers = body.issues.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(
      expect.arrayContaining(['/title', '/content/html', '/content/htm', '/tags', '/authors/0/name', '/more']),
    );
  });

  it.each([
    ['JSON that is cut off', '{"title":', {}, 400, 'request.malformed'],
    ['what is not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400, 'request.malformed'],
    ['another media type (HTTP-09)', '<x/>', { 'content-type': 'application/xml' }, 415, 'request.unsupported-type'],
    ['more than 300 KB', { ...draft, content: { html: 'x'.repeat(310 * 1024) } }, {}, 413, 'request.too-large'],
    ['a list', [], {}, 400, 'request.invalid'],
    ['null', 'null', {}, 400, 'request.invalid'],
    ['a prototype', '{"__proto__":{"title":"x"},"constructor":1}', {}, 400, 'request.invalid'],
    ['nothing but script', { ...draft, content: { html: '<script>x</script>' } }, {}, 400, 'request.invalid'],
    ['a date to come', { ...draft, publishedAt: '2999-01-01T00:00:00Z' }, {}, 400, 'request.invalid'],
    ['an author that nobody knows', { ...draft, authors: ['nobody'] }, {}, 400, 'request.invalid'],
  ])('of %s', async (_, body, headers, status, code) => {
    const answer = await refused(body, headers);
    expect([answer.status, answer.body?.code]).toEqual([status, code]);
  });

  it('because its slug is taken, says so', async () => {
    expect((await refused({ ...draft, slug: 'taken' })).status).toBe(201);
    const again = await refused({ ...draft, slug: 'taken' });
    expect([again.status, again.body.code]).toEqual([409, 'article.slug-taken']);
  });

  it.each([
    ['DELETE', '/v1/publications', 405, 'GET, OPTIONS, POST'],
    ['POST', '/one/rss.xml', 405, 'GET, HEAD, OPTIONS'],
    ['GET', '/v1/nothing', 404, null],
    ['GET', '/', 404, null],
  ])('HTTP-09 %s %s is answered %i', async (method, path, status, allow) => {
    const answer = await bulletin.api(method, path);
    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('a list', () => {
  it('is paged so that every article is visited once while others are added', async () => {
    await bulletin.api('POST', '/v1/publications', { body: { id: 'many', title: 'Many', language: 'en' } });
    const path = '/v1/publications/many/articles';
    const add = async (n: number) =>
      (await bulletin.api('POST', path, { body: { ...draft, title: `Number ${n}` } })).body.id as string;
    const before: string[] = [];
    for (let n = 0; n < 11; n += 1) before.push(await add(n));

    const visited: string[] = [];
    for (let next: string | null = `${path}?limit=3`; next; ) {
      const { body, headers } = await bulletin.api('GET', next);
      visited.push(...body.articles.map(({ id }: { id: string }) => id));
      await add(100 + visited.length);
      next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? null;
    }
    expect(visited).toEqual(before.toReversed());
  });

  it('refuses a cursor of another list, and one that was made up', async () => {
    const { body } = await bulletin.api('GET', '/v1/publications/many/articles?limit=1');
    for (const query of [`tag=x&cursor=${body.cursor}`, 'cursor=made-up', 'limit=0', 'limit=ten', 'unknown=1']) {
      expect((await bulletin.api('GET', `/v1/publications/many/articles?${query}`)).status, query).toBe(400);
    }
  });
});
