import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CATALOGUE } from '#lib/events/catalogue.ts';

it('docs/events.md has a heading for each event type, and each such heading is a type', () => {
  const headings = [...readFileSync('docs/events.md', 'utf8').matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toEqual(Object.keys(CATALOGUE).toSorted());
});
