import { describe, expect, it } from 'vitest';
import { type Key, KeyDraft } from '#lib/domain/key.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { grantKey } from '#lib/usecases/grant-key.ts';
import { aKey } from '../../support/a-key.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { afterNoon, countingIds, fixedClock, NOON } from '../../support/system.ts';

const publication = PublicationId.parse('harbour-post');
const HOUR = 3_600_000;

/** Makes a key with another key, which holds what a test gives it. */
function granting(maker: Partial<Key>) {
  const { keys, kept } = memoryKeys();
  const by = aKey({ id: 'maker', ...maker });
  kept.set(by.id, by);
  const deps = { keys, ids: countingIds(), clock: fixedClock(), keyMode: 'live' as const };
  const grant = async (draft: object) => {
    const { key } = await grantKey({ draft: KeyDraft.parse({ name: 'new', ...draft }), publication, by: by.id }, deps);
    return key;
  };
  return { grant, kept };
}

describe('a key that makes another', () => {
  it('hands on the scopes that it has, and no other', async () => {
    const { grant, kept } = granting({ scopes: ['articles:read', 'keys:manage'] });
    expect((await grant({ scopes: ['articles:read', 'keys:manage'] })).scopes).toEqual([
      'articles:read',
      'keys:manage',
    ]);
    await expect(grant({ scopes: ['articles:read', 'articles:write'] })).rejects.toMatchObject({
      code: 'key.grants-too-much',
      kind: 'forbidden',
      extra: { scope: 'articles:write' },
      issues: [{ pointer: '/scopes/1', given: 'articles:write' }],
    });
    expect(kept.size).toBe(2);
  });

  it.each([
    ['articles:write', 'articles:draft'],
    ['events:read', 'events:published'],
  ] as const)('with %s hands on %s, and not the other way round', async (wider, narrower) => {
    const { grant } = granting({ scopes: [wider, 'keys:manage'] });
    expect((await grant({ scopes: [narrower] })).scopes).toEqual([narrower]);
    const narrow = granting({ scopes: [narrower, 'keys:manage'] });
    await expect(narrow.grant({ scopes: [wider] })).rejects.toMatchObject({ extra: { scope: wider } });
  });

  it.each([
    [60, 60],
    [59, 59],
    [undefined, 60],
  ])('with 60 requests a minute, asked for %j, grants %j', async (requestsPerMinute, granted) => {
    const { grant } = granting({ scopes: ['articles:read'], requestsPerMinute: 60 });
    expect((await grant({ scopes: ['articles:read'], requestsPerMinute })).requestsPerMinute).toBe(granted);
  });

  it('grants the usual limit when it has a greater one and is not told any', async () => {
    const { grant } = granting({ scopes: ['articles:read'], requestsPerMinute: 60_000 });
    expect((await grant({ scopes: ['articles:read'] })).requestsPerMinute).toBe(6_000);
  });

  it.each([
    [afterNoon(HOUR), afterNoon(HOUR)],
    [afterNoon(1), afterNoon(1)],
    [undefined, afterNoon(HOUR)],
  ])('that ends after an hour, asked for %j, grants %j', async (expiresAt, granted) => {
    const { grant } = granting({ scopes: ['articles:read'], expiresAt: afterNoon(HOUR) });
    expect((await grant({ scopes: ['articles:read'], expiresAt })).expiresAt).toBe(granted);
  });

  it('refuses at once all that would be more than it has', async () => {
    const { grant, kept } = granting({ scopes: ['keys:manage'], requestsPerMinute: 60, expiresAt: afterNoon(HOUR) });
    const draft = { scopes: ['events:read'], requestsPerMinute: 61, expiresAt: afterNoon(HOUR + 1) };
    await expect(grant(draft)).rejects.toMatchObject({
      issues: [{ pointer: '/scopes/0' }, { pointer: '/requestsPerMinute', given: 61 }, { pointer: '/expiresAt' }],
    });
    expect(kept.size).toBe(1);
  });

  it('grants nothing beyond the end of its overlap, once it has been rotated', async () => {
    const { grant } = granting({ scopes: ['articles:read'], overlapEndsAt: afterNoon(HOUR) });
    expect((await grant({ scopes: ['articles:read'] })).expiresAt).toBe(afterNoon(HOUR));
    await expect(grant({ scopes: ['articles:read'], expiresAt: afterNoon(2 * HOUR) })).rejects.toMatchObject({
      issues: [{ pointer: '/expiresAt' }],
    });
  });

  it.each([
    ['revoked', { revokedAt: NOON }],
    ['expired', { expiresAt: NOON }],
  ])('grants nothing once it is %s, though it was let in a moment before', async (_, ended) => {
    const { grant } = granting({ scopes: ['articles:read'], ...ended });
    await expect(grant({ scopes: ['articles:read'] })).rejects.toMatchObject({ code: 'key.refused' });
  });
});

describe('an operator’s key', () => {
  it('grants everything that a publication’s key may have, also scopes that are newer than itself', async () => {
    const { grant } = granting({ publication: '*', scopes: ['keys:manage', 'publications:manage'] });
    const scopes = KeyDraft.shape.scopes.parse(['articles:read', 'articles:draft', 'endpoints:manage']);
    expect(await grant({ scopes, requestsPerMinute: 60_000 })).toMatchObject({ scopes, requestsPerMinute: 60_000 });
    expect(await grant({ scopes })).not.toHaveProperty('expiresAt');
  });
});
