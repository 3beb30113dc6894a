import { describe, expect, it } from 'vitest';
import { bodyHash, feedTag, feedTagIn, feedVersion } from '#lib/feeds/version.ts';
import { codedTag } from '#lib/http/conditional.ts';
import { aPublication, PUBLIC_URL } from '../../support/an-article.ts';

const heads = [
  { name: 'section:world', rev: 4, sequence: 7 },
  { name: 'tag:climate', rev: 2, sequence: 9 },
];
const versionOf = (over: Partial<Parameters<typeof feedVersion>[0]> = {}) =>
  feedVersion({ publication: aPublication(), publicUrl: PUBLIC_URL, heads, ...over });

describe('the version of a feed', () => {
  it('is the same for the same publication and heads, and says the last sequence of its lists', () => {
    expect(versionOf()).toEqual(versionOf());
    expect(versionOf().sequence).toBe(9);
    expect(versionOf({ heads: [] }).sequence).toBe(0);
  });

  it.each([
    ['a head', { heads: [{ name: 'section:world', rev: 5, sequence: 7 }, ...heads.slice(1)] }],
    [
      'two heads whose sum stays',
      {
        heads: [
          { name: 'section:world', rev: 3, sequence: 7 },
          { name: 'tag:climate', rev: 3, sequence: 9 },
        ],
      },
    ],
    ['a head that is gone', { heads: heads.slice(1) }],
    ['the public URL', { publicUrl: 'https://elsewhere.example' }],
    ['the title', { publication: aPublication({ title: 'Another' }) }],
    ['the number of items', { publication: aPublication({ feedItems: 20 }) }],
    ['whole or summaries', { publication: aPublication({ feedContent: 'summary' }) }],
    ['the language', { publication: aPublication({ language: 'de' }) }],
  ])('is another one after a change of %s', (_, over) => {
    expect(versionOf(over).digest).not.toBe(versionOf().digest);
  });

  it('is the same after a change of what feeds do not show', () => {
    const links = [{ title: 'Letter', url: 'https://harbour.example/' }];
    expect(versionOf({ publication: aPublication({ links, revision: 9 }) })).toEqual(versionOf());
  });
});

describe('a tag', () => {
  const tag = feedTag({ sequence: 1_000_000, digest: '0123456789abcdef' }, bodyHash('body'));
  const known = { sequence: 1_000_000, digest: '0123456789abcdef', hash: bodyHash('body') };

  it.each(['identity', 'br', 'gzip'] as const)('is read again in %s, and in its weak form', (coding) => {
    expect(feedTagIn(codedTag(tag, coding))).toEqual(known);
    expect(feedTagIn(`W/${codedTag(tag, coding)}`)).toEqual(known);
  });

  it.each(['', '"abc"', '*', 'W/"1-2"', tag.slice(1), tag.replace('"', '"-'), tag.replace(/"$/, '-zstd"')])(
    'is none of ours when it is %s',
    (text) => {
      expect(feedTagIn(text)).toBeUndefined();
    },
  );
});
