import { expect, it } from 'vitest';
import { anRss, readingsOf } from '../support/a-source.ts';

const MB = 1024 * 1024;
const ITEM = '<item><title>Zürich, Łódź</title><description>x</description></item>';

it.each([
  ['17 MB without an entry', `<rss><channel>${'x'.repeat(17 * MB)}`, /no entry in its first 16 MB/],
  ['65 MB in one line of JSON', `{"items":["${'x'.repeat(65 * MB)}"]}`, /65 MB, and JSON Feeds of up to 64 MB/],
])('a source of %s ends in a sentence', async (_, content, fault) => {
  expect((await readingsOf(content)).fault).toMatch(fault);
});

it('an encoding is never guessed, however late a letter shows that it is another: half an import in the wrong letters is worse than none', async () => {
  const bytes = Buffer.from(anRss(ITEM.repeat(1_000) + ITEM.replace('ź', 'z').replace('Ł', 'L')), 'latin1');
  expect(await readingsOf(bytes)).toEqual({ readings: [], fault: expect.stringMatching(/not in utf-8.*--encoding/) });
  expect((await readingsOf(bytes, { encoding: 'windows-1252' })).readings.length).toBe(1_001);
  expect((await readingsOf(bytes, { encoding: 'utf-8' })).readings.length).toBe(1_001);
  expect((await readingsOf(bytes, { encoding: 'klingon' })).fault).toMatch(/no encoding 'klingon'/);
});

it('passes over an entry that has no end to its size', async () => {
  const large = `<item><title>Large</title><description><![CDATA[${'<b>x'.repeat(2.25 * MB)}]]></description></item>`;
  expect((await readingsOf(anRss(large + ITEM))).readings).toMatchObject([
    { kind: 'skipped', reason: 'it is larger than 8 MB' },
    { title: 'Zürich, Łódź' },
  ]);
});
