import { expect, it } from 'vitest';
import { takesDeltas } from '#lib/http/readers/delta.ts';

const takes = (aIm: string | undefined, method = 'GET') => takesDeltas({ method, header: () => aIm });

it.each(['feed', 'FEED', 'vcdiff, feed', 'feed;q=0.5, gzip'])('DLT-01 a client takes deltas with A-IM: %s', (aIm) => {
  expect(takes(aIm)).toBe(true);
});

it.each([undefined, '', 'vcdiff', 'feeds', 'vcdiff, feeds'])('a client takes no deltas with A-IM: %s', (aIm) => {
  expect(takes(aIm)).toBe(false);
});

it('a client asks for no deltas by HEAD', () => {
  expect(takes('feed', 'HEAD')).toBe(false);
});
