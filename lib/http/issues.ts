import type * as z from 'zod';
import { Failure, type Issue } from '#lib/domain/failure.ts';

/** What the schema makes of a value; or the failure that names every field that is wrong, what it was and what was expected. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) => issuesOf(issue, { value, above: [] }));
  throw new Failure(
    'request.invalid',
    `${issues.length === 1 ? 'one field is' : `${issues.length} fields are`} not as expected`,
    { issues },
  );
}

type ZodIssue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function issuesOf(issue: ZodIssue, { value, above }: { value: unknown; above: Path }): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => issueAt([...path, key], { value, expected: 'no field of this name' }));
  }
  if (issue.code === 'invalid_union') return unionIssues(issue, { value, path });
  return [issueAt(path, { value, expected: expectedBy(issue) })];
}

/** Of a union, the complaints of the branch that came nearest: the one that complains deepest, or else of all. */
function unionIssues(issue: z.core.$ZodIssueInvalidUnion, { value, path }: { value: unknown; path: Path }): Issue[] {
  const inside = issue.errors.filter((branch) =>
    branch.every(({ path: at, code }) => at.length > 0 || code === 'unrecognized_keys'),
  );
  const [nearest] = inside.toSorted((one, other) => one.length - other.length);
  if (nearest) return nearest.flatMap((one) => issuesOf(one, { value, above: path }));
  const own =
    issue.message !== 'Invalid input'
      ? [issue.message]
      : issue.errors.flatMap(([first]) => (first ? [expectedBy(first)] : []));
  return [issueAt(path, { value, expected: [...new Set(own)].join(', or ') })];
}

function issueAt(path: Path, { value, expected }: { value: unknown; expected: string }): Issue {
  const given = path.reduce<unknown>((at, key) => (Object(at) as Record<PropertyKey, unknown>)[key], value);
  const pointer = pointerTo(path);
  return given === undefined
    ? { pointer, expected: `${expected}; it is required` }
    : { pointer, given: shortened(given), expected };
}

/** RFC 6901. */
const pointerTo = (path: Path): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const MOST = 100;

function shortened(given: unknown): unknown {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  if (text.length <= MOST) return given;
  return `${Array.from(text).slice(0, MOST).join('')}…`;
}

function expectedBy(issue: ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`;
    case 'invalid_value':
      return `one of ${issue.values.map((one) => JSON.stringify(one)).join(', ')}`;
    default:
      return issue.message;
  }
}

const unitOf = (origin: string): string => ({ string: ' characters', array: ' items' })[origin] ?? '';
