import type { Issue } from './failure.ts';
import { endOf, type Key, type KeyDraft, PUBLISHER_SCOPES, type Scope } from './key.ts';

/** What a key holds: what it opens, how many requests it has in a minute, and until when. */
export type Grant = Pick<Key, 'scopes' | 'requestsPerMinute' | 'expiresAt'>;

const USUAL_LIMIT = 6_000;

/** What a key is given that is made with another: where the draft says nothing, no more than the other has. */
export function grantOf(draft: KeyDraft, maker: Key): Grant {
  const { scopes, requestsPerMinute = Math.min(USUAL_LIMIT, limitOf(maker)), expiresAt = endOf(maker) } = draft;
  return { scopes, requestsPerMinute, ...(expiresAt && { expiresAt }) };
}

/** All that a key would be given beyond what the key has that makes it, by the fields of the new key. */
export function excessOf(grant: Grant, maker: Key): Issue[] {
  const grantable = scopesToGrant(maker);
  const end = endOf(maker);
  const scopes = grant.scopes.flatMap((given, index) => {
    const expected = `a scope that the calling key can grant: ${grantable.join(', ')}`;
    return grantable.includes(given) ? [] : [{ pointer: `/scopes/${index}`, given, expected }];
  });
  return [
    ...scopes,
    ...(limitOf(grant) > limitOf(maker)
      ? [
          issueAt('requestsPerMinute', {
            grant,
            expected: `at most ${maker.requestsPerMinute}, as the calling key has`,
          }),
        ]
      : []),
    ...(end !== undefined && (grant.expiresAt === undefined || grant.expiresAt > end)
      ? [issueAt('expiresAt', { grant, expected: `at the latest ${end}, when the calling key ends` })]
      : []),
  ];
}

const limitOf = ({ requestsPerMinute = Number.POSITIVE_INFINITY }: Pick<Key, 'requestsPerMinute'>) => requestsPerMinute;

/** The scope that another includes. */
const INCLUDED: Partial<Record<Scope, Scope>> = {
  'articles:write': 'articles:draft',
  'events:read': 'events:published',
};

/** Its own scopes and what they include; of an operator's key, all that a publication's key may have. */
function scopesToGrant({ publication, scopes }: Key): readonly Scope[] {
  if (publication === '*') return PUBLISHER_SCOPES;
  return [...new Set(scopes.flatMap((scope) => [scope, INCLUDED[scope] ?? scope]))];
}

function issueAt(
  field: 'requestsPerMinute' | 'expiresAt',
  { grant, expected }: { grant: Grant; expected: string },
): Issue {
  const given = grant[field];
  return { pointer: `/${field}`, ...(given !== undefined && { given }), expected };
}
