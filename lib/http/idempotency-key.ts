import { createHash } from 'node:crypto';
import { Failure } from '#lib/domain/failure.ts';
import type { RequestIdentity } from '#lib/domain/receipt.ts';
import type { Caller } from './caller.ts';
import type { ApiRequest } from './request.ts';

/** A string of RFC 9651 §3.3.3, as the draft has it; or the bare token that many clients send. */
const STRING = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255})"$/;
const TOKEN = /^[\w.:~+/=-]{1,255}$/;

/** Which request it is, when it says so: draft-ietf-httpapi-idempotency-key-header-07 §2. */
export function identityOf(request: ApiRequest, { keyId }: Caller): RequestIdentity | undefined {
  const header = request.header('idempotency-key')?.trim();
  if (header === undefined) return undefined;
  const key = STRING.exec(header)?.[1] ?? (TOKEN.test(header) ? header : undefined);
  if (key === undefined) {
    throw new Failure('idempotency-key.malformed', `'${header.slice(0, 60)}' is no idempotency key`, {
      issues: [
        { pointer: 'Idempotency-Key', given: header.slice(0, 60), expected: 'one string of 1 to 255 characters: "…"' },
      ],
    });
  }
  const hash = createHash('sha256').update(key).digest('hex');
  return { keyId, hash, fingerprint: request.fingerprint() };
}
