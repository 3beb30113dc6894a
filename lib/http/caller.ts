import * as z from 'zod';
import { Failure } from '#lib/domain/failure.ts';
import { Scope } from '#lib/domain/key.ts';
import type { Verdict } from '#lib/usecases/authenticate.ts';

/** Who calls, as the authorizer found out. */
export interface Caller {
  readonly keyId: string;
  /** `*` is every one. */
  readonly publication: string;
  readonly scopes: readonly Scope[];
}

/** The authorizer's word on its way through API Gateway, which carries flat texts only. */
export function contextOf(verdict: Verdict): Record<string, string> {
  if ('refused' in verdict) return { refused: verdict.refused };
  const { id, publication, scopes } = verdict.key;
  return { keyId: id, publication, scopes: scopes.join(' ') };
}

const Refused = z.object({ refused: z.enum(['key.missing', 'key.malformed', 'key.refused']) });
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
} as const;

const Authorized = z.object({
  requestContext: z.object({ authorizer: z.object({ lambda: z.union([Refused, Accepted]) }) }),
});

export function callerOf(event: unknown): Caller {
  const context = Authorized.parse(event).requestContext.authorizer.lambda;
  if ('refused' in context) throw new Failure(context.refused, REASONS[context.refused]);
  return context;
}

/** Refuses a caller whose key has not the scope, or is bound to another publication. */
export function requireScope(
  caller: Caller,
  { scope, publication }: { scope: Scope; publication: string | undefined },
): void {
  if (!caller.scopes.includes(scope)) {
    throw new Failure('key.out-of-scope', `the key has not the scope '${scope}'`, { extra: { scope } });
  }
  if (caller.publication !== '*' && caller.publication !== publication) {
    throw new Failure('key.out-of-scope', `the key is bound to the publication '${caller.publication}'`);
  }
}
