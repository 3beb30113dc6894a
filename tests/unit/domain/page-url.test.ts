import { expect, it } from 'vitest';
import { articlePath, frontPath, isReadHere, listPath } from '#lib/domain/page-url.ts';
import { PublicationId } from '#lib/domain/publication.ts';
import { Slug } from '#lib/domain/slug.ts';

const publication = PublicationId.parse('harbour-post');

it.each([
  [{ kind: 'publication' }, '/harbour-post/'],
  [{ kind: 'section', name: 'city' }, '/harbour-post/sections/city/'],
  [{ kind: 'tag', name: '東京' }, '/harbour-post/tags/%E6%9D%B1%E4%BA%AC/'],
  [{ kind: 'author', name: 'ada-example' }, '/harbour-post/authors/ada-example/'],
] as const)('the page of %j is at %s', (feed, path) => {
  expect(listPath(feed, publication)).toBe(path);
});

it('the front page is the publication’s own folder', () => {
  expect(frontPath(publication)).toBe('/harbour-post/');
});

it('an article is below its publication', () => {
  expect(articlePath({ publication, slug: Slug.parse('東京') })).toBe('/harbour-post/articles/%E6%9D%B1%E4%BA%AC');
});

it.each([
  ['https://news.example/harbour-post/articles/one', true],
  ['https://news.example.evil/harbour-post/articles/one', false],
  ['https://harbour.example/own', false],
])('%s is read here: %s', (url, expected) => {
  expect(isReadHere({ url }, 'https://news.example')).toBe(expected);
});
