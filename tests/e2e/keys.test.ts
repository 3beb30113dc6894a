import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;

const keys = '/v1/publications/one/keys';
const articles = '/v1/publications/one/articles';
const statusWith = async (key: string) => (await bulletin.api('GET', articles, { key })).status;
const aKey = async (draft: object = {}) =>
  (await bulletin.api('POST', keys, { body: { name: 'cms', scopes: ['articles:read', 'keys:manage'], ...draft } }))
    .body;

beforeAll(async () => {
  bulletin = await Bulletin.start();
  await bulletin.api('POST', '/v1/publications', { body: { id: 'one', title: 'One', language: 'en' } });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

describe('a rotation', () => {
  it('gives a key that opens what the old one does, beside it until the overlap is over', async () => {
    const old = await aKey();
    const overlapHours = 5 / 3600;

    const { status, headers, body } = await bulletin.api('POST', `${keys}/${old.id}/rotations`, {
      key: old.key,
      body: { overlapHours },
    });

    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'cms', scopes: old.scopes, publication: 'one' });
    expect([await statusWith(old.key), await statusWith(body.key)]).toEqual([200, 200]);
    await expect.poll(() => statusWith(old.key)).toBe(401);
    expect(await statusWith(body.key)).toBe(200);
    const shown = await bulletin.api('GET', headers.get('location') ?? '');
    expect(shown.body).toMatchObject({ id: body.id, name: 'cms' });
    expect(shown.text).not.toMatch(/hash|blt_/);
  });

  it('leaves a day when it is not told how long', async () => {
    const old = await aKey();
    expect((await bulletin.api('POST', `${keys}/${old.id}/rotations`)).status).toBe(201);
    const { expiresAt } = (await bulletin.api('GET', `${keys}/${old.id}`)).body;
    const hours = (Date.parse(expiresAt) - Date.parse(old.createdAt)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
  });

  it.each([{ overlapHours: 721 }, { overlapHours: -1 }, { overlapHours: '24' }, { overlap: 24 }, []])(
    'of %j is refused',
    async (body) => {
      const { id } = await aKey();
      expect((await bulletin.api('POST', `${keys}/${id}/rotations`, { body })).body.code).toBe('request.invalid');
    },
  );

  it('of a key that is revoked, or that is not there, is refused', async () => {
    const { id } = await aKey();
    await bulletin.api('DELETE', `${keys}/${id}`);
    const revoked = await bulletin.api('POST', `${keys}/${id}/rotations`);
    expect([revoked.status, revoked.body.code]).toEqual([409, 'key.ended']);
    const missing = await bulletin.api('POST', `${keys}/nothing/rotations`);
    expect([missing.status, missing.body.code]).toEqual([404, 'key.unknown']);
  });
});

describe('a key that makes keys', () => {
  it('grants at most what it has, be it afresh or by a rotation', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const manager = await aKey({ requestsPerMinute: 60, expiresAt });
    const editor = await aKey({ scopes: ['articles:write'] });
    const made = (draft: object) =>
      bulletin.api('POST', keys, { key: manager.key, body: { name: 'x', scopes: ['articles:read'], ...draft } });

    expect((await made({})).body).toMatchObject({ requestsPerMinute: 60, expiresAt });
    for (const [more, pointer] of [
      [{ scopes: ['articles:read', 'articles:write'] }, '/scopes/1'],
      [{ requestsPerMinute: 61 }, '/requestsPerMinute'],
      [{ expiresAt: '2999-01-01T00:00:00Z' }, '/expiresAt'],
    ] as const) {
      const { status, body } = await made(more);
      expect([status, body.code, body.issues[0].pointer]).toEqual([403, 'key.grants-too-much', pointer]);
    }
    const rotated = await bulletin.api('POST', `${keys}/${editor.id}/rotations`, { key: manager.key });
    expect([rotated.status, rotated.body.scope]).toEqual([403, 'articles:write']);
    expect(rotated.text).not.toContain('blt_');
    const itself = await bulletin.api('POST', `${keys}/${manager.id}/rotations`, { key: manager.key });
    expect(itself.body).toMatchObject({ requestsPerMinute: 60, expiresAt });
  });
});

describe('a key for drafts', () => {
  it('writes drafts, which an editor publishes', async () => {
    const contributor = await aKey({ scopes: ['articles:draft'] });
    const draft = { title: 'News', content: { html: '<p>News.</p>' } };
    const send = (body: object) => bulletin.api('POST', articles, { key: contributor.key, body });
    const refused = await send(draft);
    expect([refused.status, refused.body.scope]).toEqual([403, 'articles:write']);
    const { status, headers } = await send({ ...draft, status: 'draft' });
    expect(status).toBe(201);

    const at = new URL(headers.get('location') ?? '').pathname;
    const change = (key: string, body: object) =>
      bulletin.api('PATCH', at, { key, body, headers: { 'if-match': '*' } });
    expect((await change(contributor.key, { title: 'Better news' })).status).toBe(200);
    expect((await change(contributor.key, { status: 'published' })).status).toBe(403);
    expect((await change(bulletin.addresses.operatorKey, { status: 'published' })).status).toBe(200);
    expect((await change(contributor.key, { title: 'Worse news' })).status).toBe(403);
    expect((await bulletin.api('GET', at)).body).toMatchObject({ title: 'Better news', status: 'published' });
  });
});

describe('a key with a limit of five requests a minute', () => {
  it('is told when to come again after them, while readers are served and other keys go on', async () => {
    const { key } = await aKey({ requestsPerMinute: 5 });
    const answers = [await bulletin.api('GET', articles, { key })];
    // At most two minutes' requests, when one ends meanwhile.
    while (answers.at(-1)?.status === 200 && answers.length <= 10)
      answers.push(await bulletin.api('GET', articles, { key }));

    const refused = answers.pop();
    expect(answers.length).toBeGreaterThanOrEqual(5);
    expect([refused?.status, refused?.body.code]).toEqual([429, 'key.exhausted']);
    const seconds = Number(refused?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused?.body.retryAfter).toBe(seconds);
    expect((await bulletin.api('GET', '/one/rss.xml', { key: '' })).status).toBe(200);
    expect((await bulletin.api('GET', articles)).status).toBe(200);
  });

  it.each([0, 60_001, 1.5, '100'])('may have others, but not %j', async (requestsPerMinute) => {
    const body = { name: 'cms', scopes: ['articles:read'], requestsPerMinute };
    expect((await bulletin.api('POST', keys, { body })).body.issues).toMatchObject([{ pointer: '/requestsPerMinute' }]);
  });
});

it('a key says that it is of a local start', async () => {
  expect((await aKey()).key).toMatch(/^blt_test_/);
  expect(bulletin.addresses.operatorKey).toMatch(/^blt_test_/);
});

it('a key says when it was used last, and what its limit is', async () => {
  const { id, key, requestsPerMinute } = await aKey();
  expect(requestsPerMinute).toBe(6_000);
  expect((await bulletin.api('GET', `${keys}/${id}`)).body).not.toHaveProperty('lastUsedAt');
  const before = Date.now();
  await statusWith(key);
  const { lastUsedAt } = (await bulletin.api('GET', `${keys}/${id}`)).body;
  expect(Math.abs(Date.parse(lastUsedAt) - before)).toBeLessThan(60_000);
  const { body } = await bulletin.api('GET', keys);
  expect(body.keys.find((one: { id: string }) => one.id === id)).toMatchObject({ lastUsedAt, requestsPerMinute });
});
