import type { FailureCode } from '#lib/domain/failure.ts';
import { FEED_DOCUMENTS } from '#lib/domain/feed.ts';
import { EVENT_TYPES } from '#lib/events/catalogue.ts';
import type { OpenRoute } from '#lib/http/routes.ts';
import { contentOf, DEFECT, type Described, type DescribedParameter, refusals } from './described.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Tag } from './operation.ts';
import type { VariableOf } from './parameters.ts';

type PathOf<Route> = Route extends `${string} ${infer Path}` ? Path : never;
type Variable = VariableOf<OpenRoute>;

interface OpenOperation {
  /** What its operation ids are about. */
  readonly noun: string;
  readonly summary: string;
  readonly tag: Tag;
  readonly types: readonly string[];
  readonly refusals: readonly FailureCode[];
}

const feed = (noun: string, summary: string): OpenOperation => ({
  ...{ noun, summary, tag: 'Feeds' },
  types: ['application/rss+xml', 'application/atom+xml', 'application/feed+json'],
  refusals: ['publication.missing', 'feed.missing', 'storage.unavailable'],
});

const ARTICLE_REFUSALS = [
  'publication.missing',
  'article.missing',
  'article.moved',
  'article.withdrawn',
  'article.deleted',
] as const;

const found = (noun: string, summary: string, types: readonly string[]): OpenOperation => ({
  ...{ noun, summary, tag: 'Pages', types },
  refusals: ['publication.missing', 'storage.unavailable'],
});

const page = (noun: string, summary: string): OpenOperation => ({
  ...{ noun, summary, tag: 'Pages', types: ['text/html'] },
  refusals: ['publication.missing', 'feed.missing', 'storage.unavailable'],
});

/** What needs no key: for readers' software, and for those who read this. */
const OPERATIONS: Record<PathOf<OpenRoute>, OpenOperation> = {
  '/{publication}/{document}': feed('Feed', 'The newest articles of a publication'),
  '/{publication}/sections/{section}/{document}': feed('SectionFeed', 'The newest articles of a section'),
  '/{publication}/tags/{tag}/{document}': feed('TagFeed', 'The newest articles of a tag'),
  '/{publication}/authors/{author}/{document}': feed('AuthorFeed', 'The newest articles of an author'),
  '/{publication}/languages/{language}/{document}': feed('LanguageFeed', 'The newest articles in a language'),
  '/{publication}/archive/{archive}/{document}': feed('ArchiveFeed', 'Older articles of a publication'),
  '/robots.txt': found('Robots', 'Who may read what, and where the sitemaps are', ['text/plain']),
  '/assets/{asset}': {
    ...{ noun: 'Asset', summary: 'What pages and feeds are dressed with', tag: 'Pages' },
    ...{ types: ['text/css', 'text/javascript'], refusals: ['route.missing'] },
  },
  '/{publication}': page('FrontPage', 'The front page of a publication; at the same address with a slash'),
  '/{publication}/feeds': page('FeedsPage', 'Every feed of a publication'),
  '/{publication}/feeds.opml': found('FeedList', 'Every feed of a publication, as OPML', ['text/x-opml']),
  '/{publication}/sitemap.xml': found('Sitemap', 'The sitemaps of a publication', ['application/xml']),
  '/{publication}/news-sitemap.xml': found('NewsSitemap', 'What it published in the last two days', [
    'application/xml',
  ]),
  '/{publication}/news/{number}/sitemap.xml': found(
    'FurtherNewsSitemap',
    'More of what it published in the last two days',
    ['application/xml'],
  ),
  '/{publication}/articles/{slug}': {
    ...page('ArticlePage', 'An article to read; with `.md` or `.json` after it, in that form'),
    types: ['text/html', 'text/markdown', 'application/json'],
    refusals: [...ARTICLE_REFUSALS, 'storage.unavailable'],
  },
  '/{publication}/sections/{section}': page('SectionPage', 'What is new in a section; with a slash, as all lists'),
  '/{publication}/tags/{tag}': page('TagPage', 'What is new under a tag'),
  '/{publication}/authors/{author}': page('AuthorPage', 'An author, and what is new by them'),
  '/{publication}/archive/{archive}/sitemap.xml': found('ArchiveSitemap', 'The articles of an archive', [
    'application/xml',
  ]),
  '/v1/openapi.json': {
    ...{ noun: 'OpenApi', summary: 'This document', tag: 'Documentation' },
    ...{ types: ['application/json'], refusals: [] },
  },
  '/v1/asyncapi.json': {
    ...{ noun: 'AsyncApi', summary: 'What Bulletin tells other services, as AsyncAPI', tag: 'Documentation' },
    ...{ types: ['application/json'], refusals: [] },
  },
  '/v1/schemas/{type}': {
    ...{ noun: 'EventSchema', summary: 'What `data` of an event is, as JSON Schema', tag: 'Documentation' },
    ...{ types: ['application/schema+json'], refusals: ['route.missing'] },
  },
  '/docs': {
    ...{ noun: 'Docs', summary: 'A page to read and try the API', tag: 'Documentation' },
    ...{ types: ['text/html'], refusals: [] },
  },
  '/docs/{asset}': {
    ...{
      noun: 'DocsAsset',
      summary: 'What that page is made of, and `events`, a page about events',
      tag: 'Documentation',
    },
    ...{ types: ['text/html', 'text/javascript', 'text/css'], refusals: ['route.missing'] },
  },
};

const string: JsonSchema = { type: 'string' };
const VARIABLES: Record<Variable, Pick<DescribedParameter, 'description' | 'example' | 'schema'>> = {
  publication: { description: 'The id of a publication', example: 'bulletin-news', schema: string },
  document: {
    description: 'The feed in one of its formats',
    example: FEED_DOCUMENTS.rss,
    schema: { ...string, enum: Object.values(FEED_DOCUMENTS) },
  },
  slug: { description: 'The name of an article in its address', example: 'harbour-bridge-opens', schema: string },
  section: { description: 'The slug of a section', example: 'transport', schema: string },
  tag: { description: 'The slug of a tag', example: 'ferries', schema: string },
  author: { description: 'The id of an author', example: 'mira-okonkwo-lindqvist', schema: string },
  language: { description: 'A language tag in lower case', example: 'de', schema: string },
  number: { description: 'The number of a sitemap, from 2 on', example: '2', schema: string },
  archive: { description: 'The number of an archive', example: '0', schema: string },
  type: {
    description: 'The type of an event',
    example: 'bulletin.article.published.v1',
    schema: { ...string, enum: [...EVENT_TYPES] },
  },
  asset: { description: 'The name of a file', example: 'page.css', schema: string },
};

const parametersOf = (path: string): DescribedParameter[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    ...VARIABLES[name as Variable],
  }));

export function describedOpen(route: OpenRoute): Described {
  const [method, path] = route.split(' ') as [string, PathOf<OpenRoute>];
  const { noun, summary, tag, types, refusals: codes } = OPERATIONS[path];
  const read = method === 'GET';
  return {
    operationId: `${read ? 'read' : 'check'}${noun}`,
    summary: read ? summary : `${summary}: the headers alone`,
    tags: [tag],
    security: [],
    parameters: parametersOf(path),
    responses: {
      200: { description: 'As it is now', ...(read && { content: contentOf(types, {}) }) },
      304: { description: 'Not changed since the validators that the request names' },
      ...(tag !== 'Documentation' && { 308: { description: 'At this address, by another way to say it' } }),
      ...refusals(codes),
      500: DEFECT,
    },
  };
}
