import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const names = (file: string, pattern: RegExp) =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => name).toSorted();

const TESTS = ['access-patterns', 'feed-access-patterns', 'delivery-access-patterns', 'hub-access-patterns'].map(
  (name) => `tests/integration/${name}.test.ts`,
);

it('every access pattern has a test of its name, and every such test is a pattern', () => {
  const documented = names('docs/access-patterns.md', /^\| `([a-z]+\.[A-Za-z]+)` +\|/gm);
  const tested = TESTS.flatMap((file) => names(file, /^it\('([a-z]+\.[A-Za-z]+)'/gm)).toSorted();
  expect(documented).toEqual(tested);
});
