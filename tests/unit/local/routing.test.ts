import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { router } from '#lib/local/routing.ts';

const keys = [
  'GET /{publication}/{document}',
  'GET /v1/articles',
  'GET /v1/{thing}',
  'ANY /v1/{rest+}',
  'POST /v1/articles',
  '$default',
];
const find = router(keys.map((key) => ({ key, target: key })));

describe('a route', () => {
  it.each([
    ['GET', '/v1/articles', 'GET /v1/articles', {}],
    ['POST', '/v1/articles', 'POST /v1/articles', {}],
    ['GET', '/v1/other', 'GET /v1/{thing}', { thing: 'other' }],
    ['PUT', '/v1/other', 'ANY /v1/{rest+}', { rest: 'other' }],
    ['GET', '/v1/a/b/c', 'ANY /v1/{rest+}', { rest: 'a/b/c' }],
    ['GET', '/news/rss.xml', 'GET /{publication}/{document}', { publication: 'news', document: 'rss.xml' }],
    ['GET', '/news/', '$default', {}],
    ['GET', '/', '$default', {}],
    ['DELETE', '/news/rss.xml', '$default', {}],
  ])('of %s %s is %s', (method, path, key, parameters) => {
    expect(find(method, path)).toEqual({ route: { key, target: key }, parameters });
  });

  it('is found in whatever order the routes are listed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(keys, { minLength: keys.length }), (shuffled) => {
        const other = router(shuffled.map((key) => ({ key, target: key })));
        for (const path of ['/v1/articles', '/v1/x', '/v1/x/y', '/a/b', '/a']) {
          expect(other('GET', path)?.route.key).toBe(find('GET', path)?.route.key);
        }
      }),
    );
  });

  it('is missing where nothing fits and there is no default', () => {
    expect(router([{ key: 'GET /a', target: 1 }])('GET', '/b')).toBeUndefined();
  });
});
