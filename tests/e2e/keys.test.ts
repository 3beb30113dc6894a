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
    const overlapHours = 3 / 3600;

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
