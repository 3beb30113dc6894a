import { crc32 } from 'node:zlib';
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
    const { status, body } = await bulletin.api('POST', articles, { body: draft, key });
    expect(status).toBe(201);
    const [newest] = (await bulletin.api('GET', articles, { key })).body.articles;
    expect(newest.id).toBe(body.id);
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
    [
      'JSON that is nested too deep',
      `{"title":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      {},
      400,
      'request.malformed',
    ],
    ['a list that is nested too deep', `${'['.repeat(150_000)}${']'.repeat(150_000)}`, {}, 400, 'request.malformed'],
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

  it.each(['limit=0', 'limit=ten', 'limit=', 'unknown=1'])('refuses ?%s', async (query) => {
    expect((await bulletin.api('GET', `/v1/publications/many/articles?${query}`)).status).toBe(400);
  });
});

describe('a cursor', () => {
  const lists: Record<string, string> = {};
  const cursors = new Map<string, string>();

  beforeAll(async () => {
    const home = '/v1/publications/cursors';
    await bulletin.api('POST', '/v1/publications', { body: { id: 'cursors', title: 'Cursors', language: 'en' } });
    for (const author of ['ada', 'bo'])
      await bulletin.api('PUT', `${home}/authors/${author}`, { body: { name: author } });
    for (const status of ['published', 'published', 'draft', 'draft'])
      await bulletin.api('POST', `${home}/articles`, { body: { ...draft, status } });
    const { body: article } = await bulletin.api('POST', `${home}/articles`, { body: draft });
    const change = { body: { title: 'Changed' }, headers: { 'if-match': '*' } };
    await bulletin.api('PATCH', `${home}/articles/${article.id}`, change);
    const { body: endpoint } = await bulletin.api('POST', `${home}/endpoints`, {
      body: { url: 'http://127.0.0.1:9/' },
    });
    for (let n = 0; n < 2; n += 1) await bulletin.api('POST', `${home}/endpoints/${endpoint.id}/test-events`);
    Object.assign(lists, {
      ...{ publications: '/v1/publications?', authors: `${home}/authors?`, articles: `${home}/articles?` },
      ...{ drafts: `${home}/articles?status=draft&`, revisions: `${home}/articles/${article.id}/revisions?` },
      deliveries: `${home}/endpoints/${endpoint.id}/deliveries?`,
    });
    for (const [name, list] of Object.entries(lists))
      cursors.set(name, (await bulletin.api('GET', `${list}limit=1`)).body.cursor);
  });

  /** The cursor with another position, as somebody could make it who has read how cursors are made. */
  function forged(cursor: string, after: string): string {
    const { list } = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Buffer.from(JSON.stringify({ sum: crc32(`${list} ${after}`), list, after })).toString('base64url');
  }

  it.each(['publications', 'authors', 'articles', 'drafts', 'revisions', 'deliveries'])(
    'of %s is good there, and refused when it is another list’s, made up or changed',
    async (name) => {
      const [list = '', cursor = ''] = [lists[name], cursors.get(name)];
      const ask = async (text: string) => bulletin.api('GET', `${list}limit=1&cursor=${encodeURIComponent(text)}`);
      expect((await ask(cursor)).status).toBe(200);
      const foreign = [...cursors].filter(([other]) => other !== name).map(([, text]) => text);
      const positions = ['', 'x\uD800y', '\u0000', 'a b c', '-1', '1E9', 'x'.repeat(3_000)];
      const changed = [`${cursor}A`, `${cursor}!`, cursor.slice(0, -1), cursor.slice(1), cursor.toLowerCase()];
      const all = ['', 'made-up', ...foreign, ...changed, ...positions.map((after) => forged(cursor, after))];
      for (const text of all) {
        const { status, body } = await ask(text);
        expect([status, body.code], text).toEqual([400, 'cursor.malformed']);
      }
    },
  );
});
