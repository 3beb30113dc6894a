import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, instant } from '#lib/domain/instant.ts';
import { keyIdOf, keyText } from '#lib/domain/key.ts';
import { slugify } from '#lib/domain/slug.ts';
import { cleanMarkup, cleanText } from '#lib/domain/text.ts';
import { mergePatch } from '#lib/http/publishers/merge-patch.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary-ascii' }),
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

  it('holds nothing that XML 1.0 cannot carry', () => {
    const allowed = /^[\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanText(text)).toMatch(allowed);
      }),
    );
  });
});

describe('a slug', () => {
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
