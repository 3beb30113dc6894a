import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FEED_DOCUMENTS } from '#lib/domain/feed.ts';
import { FEED_ROUTES, PAGE_ROUTES, PUBLISHER_ROUTES } from '#lib/http/routes.ts';

/** As a web ACL takes them: what programs ask for, and must not be challenged. */
const patterns = [...readFileSync('docs/deploy.md', 'utf8').matchAll(/"RegexString": ("[^"]+")/g)].map(
  ([, text = '']) => new RegExp(JSON.parse(text)),
);
const isForPrograms = (path: string) => patterns.some((pattern) => pattern.test(path));

const feeds = FEED_ROUTES.filter((route) => route.startsWith('GET ') && route.endsWith('/{document}')).flatMap(
  (route) =>
    Object.values(FEED_DOCUMENTS).map((document) =>
      route
        .replace('GET ', '')
        .replace('{document}', document)
        .replace('{archive}', '12')
        .replace('{publication}', 'harbour-post')
        .replace(/\{\w+\}/, '%E6%B8%AF'),
    ),
);
const forCrawlers = PAGE_ROUTES.filter((route) => /^GET .*\.(?:xml|opml|txt)$/.test(route)).map((route) =>
  route
    .replace('GET ', '')
    .replace('{archive}', '12')
    .replace('{number}', '2')
    .replace('{publication}', 'harbour-post'),
);
const api = Object.keys(PUBLISHER_ROUTES).map((route) => route.replace(/^\w+ /, '').replace(/\{\w+\}/g, 'x'));

describe('the web ACL of docs/deploy.md', () => {
  it.each([...new Set([...feeds, ...forCrawlers, ...api, '/hub'])])('leaves %s alone', (path) => {
    expect(isForPrograms(path)).toBe(true);
  });

  it.each(['/', '/harbour-post/', '/harbour-post/articles/rss.xml.html', '/harbour-post/articles/a/rss.xml', '/docs'])(
    'may challenge %s',
    (path) => {
      expect(isForPrograms(path)).toBe(false);
    },
  );
});
