import { describe, expect, it } from 'vitest';
import { callerOf, contextOf } from '#lib/http/caller.ts';
import { admit } from '#lib/usecases/admit.ts';
import type { Metering } from '#lib/usecases/meter-keys.ts';
import type { Keys } from '#lib/usecases/ports.ts';
import { aKey, KEY_TEXT } from '../../support/a-key.ts';
import { memoryKeys } from '../../support/memory-keys.ts';
import { fixedClock } from '../../support/system.ts';

const key = aKey({ requestsPerMinute: 5 });

/** The table cannot be reached. */
const unreachable: Keys = new Proxy(memoryKeys().keys, {
  get: () => async () => {
    throw new Error('a key was read');
  },
});

async function contextFor(header: string | undefined, { keys, metered }: { keys?: Keys; metered?: Metering } = {}) {
  const { keys: known, kept } = memoryKeys();
  kept.set(key.id, key);
  const deps = { keys: keys ?? known, clock: fixedClock(), meter: async () => metered ?? 'counted' };
  return contextOf(await admit(header, deps));
}

const caller = (context: object) => callerOf({ requestContext: { authorizer: { lambda: context } } });

describe('the authorizer', () => {
  it('says whose key it is, and gives away neither the key nor its hash', async () => {
    const context = await contextFor(`Bearer ${KEY_TEXT}`);
    expect(caller(context)).toEqual({ keyId: key.id, publication: key.publication, scopes: key.scopes });
    expect(JSON.stringify(context)).not.toContain(key.hash);
    expect(JSON.stringify(context)).not.toContain(KEY_TEXT.slice(40));
  });

  it.each(['Bearer', 'bearer', 'BEARER', 'Bearer  '])(
    'takes the scheme %j: its case says nothing (RFC 9110)',
    async (scheme) => {
      expect(caller(await contextFor(`${scheme} ${KEY_TEXT}`))).toMatchObject({ keyId: key.id });
    },
  );

  it.each([
    ['no header', undefined, 'key.missing'],
    ['another scheme', `Basic ${KEY_TEXT}`, 'key.malformed'],
    ['a key cut off', `Bearer ${KEY_TEXT.slice(0, -1)}`, 'key.malformed'],
    ['a key with a wrong checksum', `Bearer ${KEY_TEXT.slice(0, -8)}00000000`, 'key.malformed'],
    ['garbage', `Bearer ${'x'.repeat(10_000)}`, 'key.malformed'],
  ])('refuses %s without a read', async (_, header, code) => {
    const context = await contextFor(header, { keys: unreachable });
    expect(() => caller(context)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses a key that is well formed and not known', async () => {
    const context = await contextFor(`Bearer ${KEY_TEXT}`, { keys: memoryKeys().keys });
    expect(() => caller(context)).toThrow(expect.objectContaining({ code: 'key.refused' }));
  });

  it('says when to come again to a key whose minute is spent', async () => {
    const context = await contextFor(`Bearer ${KEY_TEXT}`, { metered: 'exhausted' });
    expect(() => caller(context)).toThrow(
      expect.objectContaining({ code: 'key.exhausted', extra: { retryAfter: 60 } }),
    );
  });

  it('lets a request go on that could not be counted', async () => {
    const context = await contextFor(`Bearer ${KEY_TEXT}`, { metered: { uncounted: new Error('throttled') } });
    expect(caller(context)).toMatchObject({ keyId: key.id });
  });
});
