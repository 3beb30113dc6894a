import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FAILURES, Failure, type FailureCode } from '#lib/domain/failure.ts';
import { problemOf } from '#lib/http/problem.ts';

const headings = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
const codes = Object.keys(FAILURES) as FailureCode[];

it('docs/errors.md has a heading for each failure, and each heading is a failure', () => {
  expect(headings.toSorted()).toEqual(codes.toSorted());
});

it.each(codes)('the type of %s leads to its heading', (code) => {
  const { status, body } = problemOf(new Failure(code, 'why'), 'request');
  const problem = JSON.parse(String(body));
  const anchors = headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  expect(anchors).toContain(new URL(problem.type).hash.slice(1));
  expect(problem).toMatchObject({ status, code, detail: 'why', instance: 'request' });
});

it('a defect is a bare 500 that gives nothing away', () => {
  const { status, body } = problemOf(new TypeError('secret'), 'request');
  expect([status, JSON.parse(String(body))]).toEqual([
    500,
    { type: 'about:blank', title: 'Internal Server Error', status: 500, instance: 'request' },
  ]);
});
