import * as z from 'zod';
import { Failure } from '#lib/domain/failure.ts';
import { Scope } from '#lib/domain/key.ts';
import type { Admission } from '#lib/usecases/admit.ts';
import type { Rights } from '#lib/usecases/drafts-only.ts';

/** Who calls, as the authorizer found out. */
export interface Caller {
  readonly keyId: string;
  /** `*` is every one. */
  readonly publication: string;
  readonly scopes: readonly Scope[];
}

/** What the authorizer found out: who calls, or why nobody does, or that it cannot tell at the moment. */
export type Verdict = Admission | { readonly refused: 'storage.unavailable'; readonly retryAfter: number };

/** The authorizer's word on its way through API Gateway, which carries flat texts only. */
export function contextOf(verdict: Verdict): Record<string, string> {
  if ('refused' in verdict)
    return Object.fromEntries(Object.entries(verdict).map(([name, value]) => [name, String(value)]));
  const { id, publication, scopes } = verdict.key;
  return { keyId: id, publication, scopes: scopes.join(' ') };
}

const Refused = z.object({ refused: z.enum(['key.missing', 'key.malformed', 'key.refused']) });
const Delayed = z.object({
  refused: z.enum(['key.exhausted', 'storage.unavailable']),
  retryAfter: z.coerce.number(),
});
const Accepted = z.object({
  keyId: z.string(),
  publication: z.string(),
  scopes: z
    .string()
    .transform((text) => text.split(' '))
    .pipe(z.array(Scope)),
});

const REASONS = {
  'key.missing': "the request has no 'Authorization: Bearer' header with a key",
  'key.malformed': 'that is not a key: its form or its checksum is wrong',
  'key.refused': 'the key is not known, or revoked, or expired',
  'key.exhausted': 'the key has had all its requests of this minute',
  'storage.unavailable': 'the key cannot be looked up at the moment',
} as const;

const Authorized = z.object({
  requestContext: z.object({ authorizer: z.object({ lambda: z.union([Refused, Delayed, Accepted]) }) }),
});

export function callerOf(event: unknown): Caller {
  const context = Authorized.parse(event).requestContext.authorizer.lambda;
  if (!('refused' in context)) return context;
  const { refused, ...extra } = context;
  throw new Failure(refused, REASONS[refused], { extra });
}

/** What a caller may do to articles, once let in by one of the scopes that open a route. */
export const rightsOf = ({ scopes }: Caller): Rights => ({ draftsOnly: !scopes.includes('articles:write') });

/** Refuses a caller whose key has none of the scopes, or is bound to another publication. */
export function requireScope(
  caller: Caller,
  { scopes, publication }: { scopes: readonly Scope[]; publication: string | undefined },
): void {
  if (!scopes.some((scope) => caller.scopes.includes(scope))) {
    const needed = scopes.map((scope) => `'${scope}'`).join(' or ');
    throw new Failure('key.out-of-scope', `the key lacks the scope ${needed}`, { extra: { scope: scopes[0] } });
  }
  if (caller.publication !== '*' && caller.publication !== publication) {
    throw new Failure('key.out-of-scope', `the key is bound to the publication '${caller.publication}'`);
  }
}
