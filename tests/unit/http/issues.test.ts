import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Failure } from '#lib/domain/failure.ts';
import { parse } from '#lib/http/issues.ts';

const Draft = z.strictObject({
  title: z.string().min(1).max(10),
  tags: z.array(z.string()).max(2).optional(),
  'a/b~c': z.int().optional(),
  author: z.union([z.string(), z.strictObject({ name: z.string() })]).optional(),
});

function issuesOf(value: unknown) {
  try {
    parse(Draft, value);
  } catch (error) {
    return (error as Failure).issues;
  }
  return [];
}

describe('what is wrong with a body', () => {
  it('is told of every field, with where it is, what was given and what was expected', () => {
    expect(issuesOf({ title: '', tags: ['a', 'b', 'c'], 'a/b~c': 'x', more: true })).toEqual(
      expect.arrayContaining([
        { pointer: '/title', given: '', expected: 'at least 1 characters' },
        { pointer: '/tags', given: ['a', 'b', 'c'], expected: 'at most 2 items' },
        { pointer: '/a~1b~0c', given: 'x', expected: 'a value of type number' },
        { pointer: '/more', given: true, expected: 'no field of this name' },
      ]),
    );
  });

  it('is told of what is missing', () => {
    expect(issuesOf({})).toEqual([{ pointer: '/title', expected: 'a value of type string; it is required' }]);
  });

  it('is told of the alternative that comes nearest', () => {
    const issues = issuesOf({ title: 'News', author: { nam: 'Ada' } });
    expect(issues.map(({ pointer }) => pointer).toSorted()).toEqual(['/author/nam', '/author/name']);
  });

  it('does not give back more than the beginning of what was given', () => {
    const [issue] = issuesOf({ title: 'x'.repeat(5_000) });
    expect(issue).toMatchObject({ given: `${'x'.repeat(100)}…` });
    const [list] = issuesOf({ title: 'News', tags: Array.from({ length: 1_000 }, () => 'a tag') });
    expect(JSON.stringify(list?.given).length).toBeLessThan(300);
  });
});
