import { describe, expect, it } from 'vitest';
import { PublicationId } from '#lib/domain/publication.ts';
import { DOCS_ROUTES, FEED_ROUTES, HUB_ROUTES, PAGE_ROUTES, PUBLISHER_ROUTES } from '#lib/http/routes.ts';
import { renderRobots } from '#lib/pages/render-robots.ts';
import { allowsPath } from '../../support/robots-rules.ts';

const { body } = renderRobots({ publicUrl: 'https://news.example', publications: [] });

const pathsOf = (routes: readonly string[], publication = 'harbour-post') =>
  [...new Set(routes.map((route) => route.replace(/^\w+ /, '')))].map((path) =>
    path.replace('{publication}', publication).replace(/\{\w+\}/g, 'x'),
  );

describe('robots.txt', () => {
  it.each(['hub-city', 'hub2', 'hubble', 'v1-news', 'v10', 'docs-daily', 'assets-today', 'harbour-post'])(
    'lets crawlers read every page and feed of the publication %s',
    (id) => {
      const publication = PublicationId.parse(id);
      const paths = [...pathsOf([...FEED_ROUTES, ...PAGE_ROUTES], publication), `/${publication}/`];
      expect(paths.filter((path) => !allowsPath(body, path))).toEqual([]);
    },
  );

  it('keeps crawlers away from the API and the hub', () => {
    const paths = pathsOf([...Object.keys(PUBLISHER_ROUTES), ...HUB_ROUTES]);
    expect(paths.filter((path) => allowsPath(body, path))).toEqual([]);
  });

  it('lets crawlers read the documentation page', () => {
    const paths = pathsOf(DOCS_ROUTES).filter((path) => !path.startsWith('/v1/'));
    expect(paths.filter((path) => !allowsPath(body, path))).toEqual([]);
  });
});

describe('the rules of RFC 9309', () => {
  const robots = (...rules: string[]) => ['User-agent: *', ...rules, ''].join('\n');

  it.each([
    ['a pattern matches whatever begins with it', robots('Disallow: /hub'), '/hub-city/', false],
    ['`$` ends a pattern', robots('Disallow: /hub$'), '/hub-city/', true],
    ['`$` matches the whole path', robots('Disallow: /hub$'), '/hub', false],
    ['`*` matches any characters', robots('Disallow: /*.xml$'), '/harbour-post/rss.xml', false],
    ['the longest pattern decides', robots('Disallow: /a', 'Allow: /a/b'), '/a/b', true],
    ['of patterns of the same length, the one that allows decides', robots('Disallow: /a', 'Allow: /a'), '/a', true],
    ['an empty pattern forbids nothing', robots('Disallow:'), '/a', true],
    ['rules for another crawler do not count', 'User-agent: Other\nDisallow: /\n', '/a', true],
  ])('%s', (_, rules, path, allowed) => {
    expect(allowsPath(rules, path)).toBe(allowed);
  });
});
