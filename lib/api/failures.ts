import type { FailureCode, FailureKind } from '#lib/domain/failure.ts';

/** What failures are to HTTP. */
export const STATUS: Record<FailureKind, number> = {
  moved: 308,
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  'not-allowed': 405,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  unsupported: 415,
  unprocessable: 422,
  unconditional: 428,
  exhausted: 429,
  unavailable: 503,
};

/** Each code is a heading of docs/errors.md; its anchor is the heading without the dot. */
export const problemType = (code: FailureCode): string =>
  `https://bulletin.example/docs/errors.md#${code.replaceAll('.', '')}`;

export const problemTitle = (code: FailureCode): string => {
  const words = code.replace('.', ' ').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
