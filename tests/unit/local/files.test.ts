import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesIn } from '#lib/local/files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
  writeFileSync(join(folder, 'sea.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('gives each file at its path, by its media type', () => {
  const files = filesIn({ folder, path: '/pictures/' });
  expect([...files.keys()]).toEqual(['/pictures/sea.svg']);
  expect(files.get('/pictures/sea.svg')?.headers).toMatchObject({ 'content-type': 'image/svg+xml' });
});

it('refuses a file whose media type it does not know', () => {
  writeFileSync(join(folder, 'notes.txt'), '');
  expect(() => filesIn({ folder, path: '/' })).toThrow("'notes.txt'");
});
