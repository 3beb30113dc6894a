import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FAILURES, Failure, type FailureCode } from '#lib/domain/failure.ts';
import { problemOf } from '#lib/http/problem.ts';

const text = readFileSync('docs/errors.md', 'utf8');
const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
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

/** Those that nobody is answered with, or only where something else says so. */
const INTERNAL = /^(?:topic|alarms|doorbell)\./;

it.each(codes.filter((code) => !INTERNAL.test(code)))('the status of %s is what its section says', (code) => {
  const [, status] = new RegExp(`^## ${code.replace('.', '\\.')}\n\n(\\d{3})[.,]`, 'm').exec(text) ?? [];
  expect(problemOf(new Failure(code, 'why'), 'request').status).toBe(Number(status));
});

it('a defect is a bare 500 that gives nothing away', () => {
  const { status, body } = problemOf(new TypeError('secret'), 'request');
  expect([status, JSON.parse(String(body))]).toEqual([
    500,
    { type: 'about:blank', title: 'Internal Server Error', status: 500, instance: 'request' },
  ]);
});
