import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packedFiles } from '#lib/runtime/packed-files.ts';

const LAMBDA_TASK_ROOT = mkdtempSync(join(tmpdir(), 'bulletin-packed-'));
const files = () => packedFiles({ LAMBDA_TASK_ROOT }, 'docs');
const write = (name: string, text: string) => writeFileSync(join(LAMBDA_TASK_ROOT, 'docs', name), text);

beforeAll(() => {
  mkdirSync(join(LAMBDA_TASK_ROOT, 'docs'));
  for (const name of ['page.html.br', 'api.json.br', 'event.schema.br', 'look.css.br', 'act.js.br', 'robots.txt.br'])
    write(name, name);
  write('picture.webp.br', 'x');
});
afterAll(() => rmSync(LAMBDA_TASK_ROOT, { recursive: true }));

it('packed files have the names that they had, and their types', () => {
  expect([...files()].map(([name, { type }]) => [name, type]).sort()).toEqual([
    ['act.js', 'text/javascript; charset=utf-8'],
    ['api.json', 'application/json; charset=utf-8'],
    ['event.schema', 'application/schema+json; charset=utf-8'],
    ['look.css', 'text/css; charset=utf-8'],
    ['page.html', 'text/html; charset=utf-8'],
    ['picture.webp', 'application/octet-stream'],
    ['robots.txt', 'text/plain; charset=utf-8'],
  ]);
});

it('a packed file is tagged by what it holds', () => {
  const tag = () => files().get('page.html')?.etag;
  const before = tag();
  expect(before).toMatch(/^"[\w-]{22}"$/);
  expect(tag()).toBe(before);
  write('page.html.br', 'another');
  expect(tag()).not.toBe(before);
  expect(Buffer.from(files().get('page.html')?.bytes ?? []).toString()).toBe('another');
});

it('a folder that was not packed fails the start', () => {
  expect(() => packedFiles({ LAMBDA_TASK_ROOT }, 'nowhere')).toThrow('nowhere');
});
