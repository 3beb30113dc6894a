import { describe, expect, it } from 'vitest';
import { anRss, readingsOf } from '../../support/a-source.ts';

const ITEM = '<item><title>Zürich, Łódź</title><description>x</description></item>';
const titled = [{ title: 'Zürich, Łódź' }];

describe('the encoding is', () => {
  it.each([
    ['UTF-8 when nobody says', Buffer.from(anRss(ITEM)), {}],
    ['UTF-8 by its mark, whatever HTTP says', Buffer.from(`\uFEFF${anRss(ITEM)}`), { charset: 'iso-8859-1' }],
    ['UTF-16 by its mark', Buffer.from(`\uFEFF${anRss(ITEM)}`, 'utf16le'), {}],
  ])('%s', async (_, bytes, options) => {
    expect((await readingsOf(bytes, options)).readings).toMatchObject(titled);
  });

  it('that of the HTTP answer, then that of the XML declaration', async () => {
    const file = anRss(ITEM).replace('?>', ' encoding="iso-8859-2"?>');
    const bytes = Uint8Array.from(
      [...file].map((letter) => ({ ü: 0xfc, Ł: 0xa3, ó: 0xf3, ź: 0xbc })[letter] ?? letter.charCodeAt(0)),
    );
    expect((await readingsOf(bytes)).readings).toMatchObject(titled);
    expect((await readingsOf(bytes, { charset: 'windows-1252' })).readings).toMatchObject([{ title: 'Zürich, £ód¼' }]);
  });
});

describe('a source that is none ends in a sentence:', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /it is empty/],
    ['a blank file', ' \n\n', /it is empty/],
    ['a zip', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), /zip archive/],
    ['a packed file', Uint8Array.from([0x1f, 0x8b, 8]), /gzip/],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), /it is no text/],
    ['a letter', 'Dear editor', /neither XML nor JSON/],
    ['another XML', '<svg xmlns="http://www.w3.org/2000/svg"/>', /root element is <svg>/],
    [
      'a page',
      '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>',
      /HTML page, and no feed; it names this one: \/rss/,
    ],
    ['a feed that was cut off', anRss(ITEM).slice(0, -40), /cut off/],
    ['a feed that was cut off between entries', anRss(ITEM).replace('</channel></rss>', ''), /cut off/],
  ])('%s', async (_, content, fault) => {
    expect((await readingsOf(content)).fault).toMatch(fault);
  });
});

it('finds nothing in a feed that is empty', async () => {
  expect(await readingsOf(anRss(''))).toEqual({ readings: [] });
});
