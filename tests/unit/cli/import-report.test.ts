import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ImportReport } from '#lib/cli/import-report.ts';
import { progressLine } from '#lib/cli/progress.ts';

it('counts, and names what was left out and why', () => {
  const report = new ImportReport();
  report.add({ outcome: 'created', title: 'A', notes: ['removed <script>'] });
  report.add({ outcome: 'unchanged', title: 'B' });
  for (let n = 0; n < 22; n += 1)
    report.add({ outcome: 'skipped', title: `C\n${n}`, id: `urn:${n}`, reason: 'it has no text' });
  const lines = report.lines();
  expect(lines.slice(0, 2)).toEqual([
    '1 created, 0 updated, 1 unchanged, 22 skipped',
    '  “C 0” (urn:0): it has no text',
  ]);
  expect(lines.slice(-2)).toEqual([
    '  and 2 more: --report <file> lists them all',
    'Of 1 something was left out or changed: --report <file> says what',
  ]);
});

it('writes down what became of each', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulletin-report-'));
  const file = join(folder, 'report.json');
  const report = new ImportReport(file);
  report.add({ outcome: 'created', title: 'A', id: '1', article: 'art_1', notes: ['x'] });
  report.add({ outcome: 'skipped', title: 'B', reason: 'it has no text' });
  report.close('the file was cut off');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    entries: [
      { outcome: 'created', title: 'A', id: '1', article: 'art_1', notes: ['x'] },
      { outcome: 'skipped', title: 'B', reason: 'it has no text' },
    ],
    ...{ created: 1, updated: 0, unchanged: 0, skipped: 1, fault: 'the file was cut off' },
  });
  rmSync(folder, { recursive: true });
});

it('shows how far it is, and how fast it has been', () => {
  expect(progressLine({ part: 0.5, count: 1_500, seconds: 10 })).toBe(
    `${'█'.repeat(12)}${'░'.repeat(12)} 50 %  1500 articles, 150 a second`,
  );
});
