import { describe, expect, it } from 'vitest';
import { validatorsOf } from '#lib/feeds/validators.ts';
import { codedTag } from '#lib/http/conditional.ts';
import { sinceIn } from '#lib/http/readers/delta.ts';
import { at } from '../../support/an-article.ts';

const tagOf = (time: string) => validatorsOf(`as of ${time}`, at(time)).etag;
const since = (headers: Record<string, string>, method = 'GET') => sinceIn({ method, header: (name) => headers[name] });

describe('what a reader has, who takes deltas,', () => {
  it.each(['feed', 'FEED', 'vcdiff, feed', 'feed;q=0.5, gzip'])('is told by its tag, with A-IM: %s', (aIm) => {
    expect(since({ 'a-im': aIm, 'if-none-match': tagOf('08:00:00.123') })).toBe(at('08:00:00.123'));
  });

  it('is told by a tag of any coding, and by its weak form', () => {
    for (const coding of ['br', 'gzip'] as const) {
      const tag = codedTag(tagOf('08:00'), coding);
      expect(since({ 'a-im': 'feed', 'if-none-match': `W/${tag}` })).toBe(at('08:00'));
    }
  });

  it('is the newest of several', () => {
    const tags = ['09:00', '11:00', '10:00'].map(tagOf).join(', ');
    expect(since({ 'a-im': 'feed', 'if-none-match': tags })).toBe(at('11:00'));
  });

  it.each([
    ['DLT-02 without a tag', { 'a-im': 'feed' }],
    ['DLT-02 with a tag that is none of ours', { 'a-im': 'feed', 'if-none-match': '"abc", *, W/"1-2"' }],
    ['with another manipulation', { 'a-im': 'vcdiff, feeds', 'if-none-match': tagOf('08:00') }],
    ['without A-IM', { 'if-none-match': tagOf('08:00') }],
  ])('is not known %s', (_, headers) => {
    expect(since(headers as Record<string, string>)).toBeUndefined();
  });

  it('is not asked for by HEAD', () => {
    expect(since({ 'a-im': 'feed', 'if-none-match': tagOf('08:00') }, 'HEAD')).toBeUndefined();
  });
});
