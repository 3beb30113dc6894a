import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';
import { newPlace, type Place, runCommand, startCommand } from '../support/command-line.ts';
import { writeWordpress } from '../support/large-sources.ts';
import { RecordingProxy } from '../support/recording-proxy.ts';

/** More than two pages of any list, and more than ten batches of an import. */
const COUNT = 250;
const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);

let bulletin: Bulletin;
const folder = mkdtempSync(join(tmpdir(), 'bulletin-at-size-'));
const source = join(folder, 'source.xml');

beforeAll(async () => {
  bulletin = await Bulletin.start();
  await writeWordpress(source, { entries: COUNT, kilobytes: 1 });
});

afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const titlesIn = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).title);

/** The events that `tail` prints of a log of this length, from its beginning. */
async function tailed(place: Place, length: number) {
  await using tail = startCommand(['tail', '--after', '0', '--json'], place);
  await expect.poll(() => linesOf(tail.out()).length).toBe(length);
  tail.process.kill('SIGINT');
  expect(await tail.ended).toMatchObject({ code: 0 });
  return linesOf(tail.out()).map((line) => JSON.parse(line));
}

describe(`${COUNT} articles`, () => {
  it('are imported, exported and moved to another publication, each once', async () => {
    const from = await newPlace(bulletin, 'from');
    const imported = await runCommand(['import', source], from);
    expect(imported).toMatchObject({ code: 0, out: expect.stringMatching(/^250 created, .* 0 skipped/) });

    const out = join(folder, 'export.ndjson');
    expect(await runCommand(['export', '--out', out], from)).toMatchObject({
      ...{ code: 0, complaints: '250 articles, 0 authors\n' },
    });
    const exported = linesOf(readFileSync(out, 'utf8'));
    const expected = numbers.map((number) => `Post ${number} & what came of it`);
    expect(titlesIn(exported.filter((line) => line.startsWith('{"_type":"article"'))).sort()).toEqual(expected.sort());

    const to = await newPlace(bulletin, 'to');
    expect((await runCommand(['import', out], to)).out).toMatch(/^250 created, .* 0 skipped/);

    const events = await tailed(from, COUNT);
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(numbers);
    expect(events.map(({ data }) => data.title).sort()).toEqual(expected.sort());

    await using tail = startCommand(['tail'], from);
    await expect.poll(() => tail.complaints()).toContain('listening to from, after event 250\n');
    tail.process.kill('SIGINT');
    expect(await tail.ended).toMatchObject({ code: 0, out: '' });
  }, 240_000);

  it('are published from a folder of files, each once', async () => {
    const place = await newPlace(bulletin, 'files');
    mkdirSync(join(folder, 'files'));
    const files = numbers.map((number) => join(folder, 'files', `${number}.md`));
    for (const [index, file] of files.entries())
      writeFileSync(file, `---\ntitle: File ${index + 1}\n---\nThe ferry sails.\n`);
    const first = await runCommand(['publish', '--json', ...files], place);
    expect(first).toMatchObject({ code: 0, complaints: '' });
    const ids = linesOf(first.out).map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(COUNT);
    expect((await tailed(place, COUNT)).map(({ subject }) => subject)).toEqual(ids);
  }, 240_000);
});

it(`${COUNT} keys are listed, each once and without its secret`, async () => {
  const place = await newPlace(bulletin, 'keys');
  const made: { id: string; key: string }[] = [];
  for (let at = 0; at < COUNT; at += 10) {
    const some = numbers.slice(at, at + 10).map(async (number) => {
      const body = { name: `key ${number}`, scopes: ['articles:read'] };
      return (await bulletin.api('POST', '/v1/publications/keys/keys', { body })).body;
    });
    made.push(...(await Promise.all(some)));
  }
  const { code, out } = await runCommand(['keys', 'list'], place);
  const [head, ...rows] = linesOf(out);
  expect([code, head]).toEqual([0, expect.stringMatching(/^ID +NAME +SCOPES +LAST USED +STATE$/)]);
  expect(rows.map((row) => row.slice(0, 26)).sort()).toEqual(made.map(({ id }) => id).sort());
  const asJson = (await runCommand(['keys', 'list', '--json'], place)).out;
  expect(JSON.parse(asJson)).toHaveLength(COUNT);
  for (const { key } of made) expect(`${out}${asJson}`).not.toContain(key.slice(36));
}, 240_000);

it('an import whose last batch is refused fails, and goes on from there the next time', async () => {
  const place = await newPlace(bulletin, 'refused');
  await using proxy = await RecordingProxy.before(place.url);
  let batches = 0;
  proxy.refuse = (path) => {
    if (!path.endsWith('/article-batches')) return undefined;
    batches += 1;
    return batches === 11 ? 401 : undefined;
  };
  const report = join(folder, 'report.json');
  const failed = await runCommand(['import', source, '--report', report], { ...place, url: proxy.url });
  expect(failed).toMatchObject({ code: 1, complaints: expect.stringContaining('401') });
  const { created } = JSON.parse(readFileSync(report, 'utf8'));
  expect(created).toBeGreaterThan(COUNT - 25);

  const again = await runCommand(['import', source], place);
  expect(again.code).toBe(0);
  expect(again.out).toMatch(`${COUNT - created} created, 0 updated, ${created} unchanged, 0 skipped`);
}, 240_000);
