import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, instant } from '#lib/domain/instant.ts';
import { keyIdOf, keyText } from '#lib/domain/key.ts';
import { slugify } from '#lib/domain/slug.ts';
import { cleanMarkup, cleanText, Line, Text } from '#lib/domain/text.ts';
import { mergePatch } from '#lib/http/publishers/merge-patch.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }),
);

describe('text', () => {
  it('once cleaned is clean', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
    );
  });

  it('as HTML once cleaned is clean, and has the same tags', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const html = `${before}<p>${after}</p>`;
        expect(cleanMarkup(cleanMarkup(html))).toBe(cleanMarkup(html));
        expect(cleanMarkup(html)).toContain('<p>');
      }),
    );
  });

  it('holds nothing that XML 1.0 cannot carry, and no control character but tab and line feed', () => {
    const allowed = /^[\t\n\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanText(text)).toMatch(allowed);
        expect(cleanMarkup(text)).toMatch(allowed);
      }),
    );
  });

  it.each([
    ['x\uD83Dy', 'xy'],
    [' a\r\nb\tc\u0000\u2028d ', 'a b c d'],
    ['a\u2029b\u2029\u2028c', 'a b c'],
    ['e\u0301\u007F\u0085', '\u00E9'],
    ['\u202Fkept\u202Fas\u00A0it is', 'kept\u202Fas\u00A0it is'],
  ])('of one line, given %j, is %j', (given, line) => expect(Line({ max: 30 }).parse(given)).toBe(line));

  it('keeps its lines where it may have some, and is measured when it is clean', () => {
    expect(Text({ max: 4 }).parse('\u0000a\r\n\r\nb\uD800')).toBe('a\n\nb');
    expect(Text({ max: 4 }).safeParse('\u0000').success).toBe(false);
  });
});

describe('a slug', () => {
  it('goes into an address, whatever it is made from', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeURIComponent(encodeURIComponent(slugify(text)))).toBe(slugify(text));
      }),
    );
  });

  it('is its own slug', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(slugify(slugify(text))).toBe(slugify(text));
      }),
    );
  });

  it('holds letters, marks, numbers and single hyphens, at most 80', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(slugify(text)).toMatch(/^(?:[\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*)?$/u);
        expect(Array.from(slugify(text)).length).toBeLessThanOrEqual(80);
      }),
    );
  });

  it.each([
    ['Ärger im Café – 3 Uhr früh!', 'ärger-im-café-3-uhr-früh'],
    ['東京の新しい駅', '東京の新しい駅'],
    ['हिन्दी समाचार', 'हिन्दी-समाचार'],
    ['!!!', ''],
  ])('of “%s” is “%s”', (text, slug) => expect(slugify(text)).toBe(slug));
});

describe('an instant', () => {
  const dates = fc.date({
    min: new Date('1000-01-01'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });

  it('sorts as text the way it does in time', () => {
    fc.assert(
      fc.property(dates, dates, (one, other) => {
        expect(instant(one) < instant(other)).toBe(one < other);
      }),
    );
  });

  it('is read back as the same moment', () => {
    fc.assert(
      fc.property(dates, (at) => {
        expect(Instant.parse(instant(at))).toBe(instant(at));
      }),
    );
  });
});

describe('a key', () => {
  const keys = fc.record({
    id: fc.stringMatching(/^[0-9a-z]{26}$/),
    secret: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });

  it('names its id', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(keyIdOf(keyText('live', key))).toBe(key.id);
      }),
    );
  });

  it('with one character changed is refused by its checksum', () => {
    fc.assert(
      fc.property(keys, fc.nat(), fc.constantFrom('0', 'a', 'Z', '_'), (key, at, other) => {
        const text = keyText('live', key);
        const index = at % text.length;
        fc.pre(text[index] !== other);
        expect(keyIdOf(`${text.slice(0, index)}${other}${text.slice(index + 1)}`)).toBeUndefined();
      }),
    );
  });

  it('is never read out of garbage', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(keyIdOf(text)).toBeUndefined();
      }),
    );
  });
});

describe('a merge patch (RFC 7396)', () => {
  const json = fc.jsonValue({ noUnicodeString: false });

  it('applied twice does what it does once', () => {
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j with %j gives %j', (target, patch, expected) => expect(mergePatch(target, patch)).toEqual(expected));
});
