import * as z from 'zod';

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
