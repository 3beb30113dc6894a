import { problemTitle, problemType, STATUS } from '#lib/api/failures.ts';
import { Failure } from '#lib/domain/failure.ts';
import { onlyVisible } from '#lib/domain/text.ts';
import type { ApiResponse } from './request.ts';

export const statusOf = ({ kind }: Failure): number => STATUS[kind];

/**
 * RFC 9457. A failure raised on purpose says what it is; anything else is a defect: a bare 500, and what it was stays
 * in the log.
 */
export function problemOf(error: unknown, instance: string): ApiResponse {
  if (!(error instanceof Failure)) {
    return problem({
      status: 500,
      body: { type: 'about:blank', title: 'Internal Server Error', status: 500, instance },
    });
  }
  const { code, message, issues, extra } = error;
  const status = statusOf(error);
  const { headers, ...members } = { headers: headersOf(error), ...extra };
  const body = {
    type: problemType(code),
    title: problemTitle(code),
    status,
    detail: message,
    code,
    instance,
    ...(issues.length > 0 && { issues }),
    ...members,
  };
  return problem({ status, headers, body });
}

const problem = ({
  status,
  headers = {},
  body,
}: {
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}): ApiResponse => ({
  status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body, onlyVisible),
});

/** What the failure means to HTTP besides its status. */
function headersOf({ kind, code, extra }: Failure): Record<string, string> {
  const { allow, etag, location, retryAfter } = extra;
  return {
    ...(kind === 'unauthenticated' && {
      'www-authenticate': code === 'key.missing' ? 'Bearer' : 'Bearer error="invalid_token"',
    }),
    ...(kind === 'forbidden' && { 'www-authenticate': 'Bearer error="insufficient_scope"' }),
    ...(typeof allow === 'string' && { allow }),
    ...(typeof etag === 'string' && { etag }),
    ...(typeof location === 'string' && { location }),
    ...(typeof retryAfter === 'number' && { 'retry-after': String(retryAfter) }),
    ...(kind === 'unsupported' && {
      'accept-post': 'application/json',
      'accept-patch': 'application/merge-patch+json, application/json',
    }),
  };
}
