import { describe, expect, it } from 'vitest';
import { type Coding, codedTag, ifMatches, notModified, preferredCoding } from '#lib/http/conditional.ts';

const current = { etag: '"abc"', lastModified: '1994-11-06T08:49:37.000Z' };

const answers304 = (headers: Record<string, string>) => notModified({ header: (name) => headers[name] }, current);

const EXACTLY = 'Sun, 06 Nov 1994 08:49:37 GMT';

describe('If-None-Match', () => {
  it.each(['"abc"', 'W/"abc"', '*', ' * ', '"x", "abc"', '"x",W/"abc" , "y"', '"a,b", "abc"', ', "abc",'])(
    'HTTP-01 %s matches the tag "abc"',
    (header) => {
      expect(answers304({ 'if-none-match': header })).toBe(true);
    },
  );

  it.each(['"ab"', 'abc', '"ABC"', '', '"abc', '"*"', '"x", "y"', 'w/"abc"', '"x" "abc"'])(
    'HTTP-01 %s does not match the tag "abc"',
    (header) => {
      expect(answers304({ 'if-none-match': header })).toBe(false);
    },
  );

  it.each(['"abc-br"', 'W/"abc-gzip"', '"abc-gzip", "x"'])(
    'HTTP-15 %s is the same feed in another coding',
    (header) => {
      expect(answers304({ 'if-none-match': header })).toBe(true);
    },
  );
});

describe('If-Modified-Since', () => {
  it.each([
    EXACTLY,
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
    'Sun, 06 Nov 1994 08:49:38 GMT',
    'Tue, 24 Nov 2026 00:00:00 GMT',
  ])('HTTP-02 %s is not before the last change', (header) => {
    expect(answers304({ 'if-modified-since': header })).toBe(true);
  });

  it.each(['Sun, 06 Nov 1994 08:49:36 GMT', 'Saturday, 05-Nov-94 08:49:37 GMT', 'Sat Nov  5 08:49:37 1994'])(
    'HTTP-02 %s is before the last change',
    (header) => {
      expect(answers304({ 'if-modified-since': header })).toBe(false);
    },
  );

  it.each([
    '1994-11-06T08:49:37Z',
    'Sun, 06 Nov 2094 08:49:37',
    'Sun, 06 Nov 2094 08:49:37 UTC',
    'Sun, 06 Nov 2094 08:49:37 +0000',
    'Sun, 31 Feb 2094 08:49:37 GMT',
    'Sun, 06 Nov 2094 24:00:00 GMT',
    'Sun, 06 Non 2094 08:49:37 GMT',
    '4000000000',
    'tomorrow',
    '',
  ])('HTTP-02 %s is no HTTP date, and as good as absent', (header) => {
    expect(answers304({ 'if-modified-since': header })).toBe(false);
  });

  it('HTTP-02 parts of a second do not count, as HTTP has none', () => {
    const header = (name: string) => (name === 'if-modified-since' ? EXACTLY : undefined);
    expect(notModified({ header }, { ...current, lastModified: '1994-11-06T08:49:37.999Z' })).toBe(true);
  });
});

describe('both', () => {
  it('HTTP-03 a tag that does not match outweighs a date that would', () => {
    expect(answers304({ 'if-none-match': '"old"', 'if-modified-since': EXACTLY })).toBe(false);
  });

  it('HTTP-03 a tag that matches outweighs a date that would not', () => {
    expect(answers304({ 'if-none-match': '"abc"', 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' })).toBe(true);
  });

  it('HTTP-03 without either the answer is whole', () => {
    expect(answers304({})).toBe(false);
  });
});

describe('If-Match', () => {
  it.each(['"abc"', '*', '"x", "abc"'])('HTTP-08 %s matches the tag "abc"', (header) => {
    expect(ifMatches(header, '"abc"')).toBe(true);
  });

  it.each(['W/"abc"', '"x"', 'abc', '', 'w/"abc"'])('HTTP-08 %s does not', (header) => {
    expect(ifMatches(header, '"abc"')).toBe(false);
  });

  it('HTTP-08 a weak tag matches nothing, not even itself', () => {
    expect(ifMatches('W/"abc"', 'W/"abc"')).toBe(false);
  });
});

describe('the coding', () => {
  it.each<[string | undefined, Coding]>([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate', 'identity'],
    ['br;q=0.5, gzip;q=0.9', 'gzip'],
    ['br;q=0.5, gzip;q=0.9, identity', 'identity'],
    ['br; q=0 , gzip; q=0.001', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0.1, gzip', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['identity', 'identity'],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0', 'identity'],
    ['*;q=0', 'identity'],
    ['gzip;q=nonsense', 'identity'],
  ])('HTTP-11 for Accept-Encoding %s is %s', (header, coding) => {
    expect(preferredCoding(header)).toBe(coding);
  });

  it('HTTP-05 has a part in the tag, as its bytes are others', () => {
    expect(new Set((['br', 'gzip', 'identity'] as const).map((coding) => codedTag('"abc"', coding))).size).toBe(3);
  });
});
