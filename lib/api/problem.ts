import * as z from 'zod';
import type { FailureCode, FailureKind } from '#lib/domain/failure.ts';

export const STATUS: Record<FailureKind, number> = {
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

export const Issue = z.object({
  /** RFC 6901. */
  pointer: z.string(),
  given: z.unknown().optional(),
  expected: z.string(),
});
export type Issue = z.infer<typeof Issue>;

/** RFC 9457, as every refusal is. A defect has neither detail nor code. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** A heading of docs/errors.md. */
  code: z.string().optional(),
  /** The request's id. */
  instance: z.string().optional(),
  issues: z.array(Issue).optional(),
});
export type Problem = z.infer<typeof Problem>;
