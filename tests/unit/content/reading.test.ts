import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, plainText, readingMinutes } from '#lib/content/reading.ts';

describe('content as plain text', () => {
  it.each([
    ['<p>One.</p><p>Two.</p>', 'One. Two.'],
    ['<h2>Title</h2><ul><li>a</li><li>b</li></ul>', 'Title a b'],
    ['un<em>believ</em>able &amp; <a href="https://a.example">so</a>', 'unbelievable & so'],
    ['a<br>b<img src="x" alt="not said">c', 'a b c'],
    ['<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>へ', '東京へ'],
    ['&lt;b&gt; &nbsp; x', '<b> x'],
  ])('of %s is “%s”', (html, text) => {
    expect(plainText(html)).toBe(text);
  });
});

describe('an excerpt', () => {
  it('is the whole text when that is short', () => {
    expect(excerptOf('Short.', 'en')).toBe('Short.');
  });

  it('ends with a sentence', () => {
    const sentence = 'The ferry sails at nine, if the wind lets it. ';
    const excerpt = excerptOf(sentence.repeat(20), 'en');
    expect(excerpt).toBe(sentence.repeat(6).trim());
  });

  it('ends with a word and an ellipsis where no sentence fits', () => {
    const excerpt = excerptOf(`${'endless, '.repeat(80)}end.`, 'en');
    expect(excerpt).toMatch(/endless…$/);
  });

  it('knows where a sentence ends without spaces', () => {
    const excerpt = excerptOf('港に朝が来た。船は静かだった。'.repeat(40), 'ja');
    expect(excerpt).toMatch(/。$/);
  });

  it('is never longer than a reader’s patience, nor cuts a character in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 900 }),
        fc.constantFrom('en', 'ja', 'th', 'ar'),
        (text, language) => {
          const excerpt = excerptOf(text, language);
          expect(excerpt.length).toBeLessThanOrEqual(280);
          expect(excerpt.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('the time it takes to read', () => {
  it.each([
    ['en', 'word '.repeat(2280), 10],
    ['de', 'Wort '.repeat(1790), 10],
    ['ar', 'كلمة '.repeat(1380), 10],
    ['et', 'word '.repeat(1840), 10],
    ['en', '', 1],
  ])('in %s follows the language', (language, text, minutes) => {
    expect(readingMinutes(text, language)).toBe(minutes);
  });

  it('counts words where nothing stands between them', () => {
    expect(readingMinutes('北京是中国的首都。'.repeat(200), 'zh')).toBeGreaterThan(4);
  });
});
