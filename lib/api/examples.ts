import type * as z from 'zod';
import type { SCHEMAS, SchemaName } from './catalogue.ts';
import { problemType } from './failures.ts';

type Examples = { readonly [Name in SchemaName]?: z.input<(typeof SCHEMAS)[Name]> };

const publication = { title: 'The Harbour Post', language: 'en', url: 'https://harbour.example/' };
const saved = { createdAt: '2026-11-24T08:30:00.000Z', modifiedAt: '2026-11-24T08:30:00.000Z' };
const key = { name: 'our CMS', scopes: ['articles:read', 'articles:write'] } satisfies Examples['KeyDraft'];
const byline = { id: 'mira-lindqvist', name: 'Mira Lindqvist' };
const draft = {
  title: 'The night ferry sails again',
  content: { markdown: 'It was **full**.' },
  summary: 'After twelve months in dry dock, the night ferry is back.',
  section: 'Transport',
  tags: ['ferries'],
} satisfies Examples['ArticleDraft'];

const Publication = {
  ...{ id: 'harbour-post', ...publication, authority: 'harbour.example,2026-11-24', revision: 1 },
  ...saved,
} satisfies Examples['Publication'];

const { content: _markdown, ...rest } = draft;
const ArticleSummary = {
  id: 'art_01jdf0e8m3c2x9k4q7w5v6b8n1',
  uri: 'tag:harbour.example,2026-11-24:harbour-post/art_01jdf0e8m3c2x9k4q7w5v6b8n1',
  ...{ publication: 'harbour-post', revision: 1, status: 'published', ...rest, slug: 'the-night-ferry-sails-again' },
  ...{ excerpt: 'It was full.', readingMinutes: 1 },
  ...{ authors: [byline], attachments: [], corrections: [] },
  ...{ ...saved, updatedAt: saved.modifiedAt, publishedAt: saved.createdAt },
  url: 'https://harbour.example/the-night-ferry-sails-again',
} satisfies Examples['ArticleSummary'];
const Article = {
  ...ArticleSummary,
  content: { html: '<p>It was <strong>full</strong>.</p>', ...draft.content },
} satisfies Examples['Article'];

const Key = {
  id: '01jdf0e8m3c2x9k4q7w5v6b8n1',
  ...key,
  publication: 'harbour-post',
  requestsPerMinute: 6000,
  createdAt: saved.createdAt,
};

const Event = {
  specversion: '1.0',
  id: '01jdf0e8m4v2a8d3c5r9t7x1k6',
  source: '/publications/harbour-post',
  type: 'bulletin.article.published.v1',
  subject: Article.id,
  time: saved.createdAt,
  sequence: '000000000001',
  partitionkey: 'harbour-post',
  datacontenttype: 'application/json',
  dataschema: 'https://bulletin.example/v1/schemas/bulletin.article.published.v1',
  data: Article,
} satisfies Examples['Event'];

const { subject: _subject, datacontenttype: _type, dataschema: _schema, data: _data, ...identity } = Event;
const SealedEvent = {
  ...{ ...identity, id: '01jdf0e8m5t7h2s9b4n6q1w3z8', type: 'bulletin.article.drafted.v1' },
  ...{ sequence: '000000000002', sealed: true },
} satisfies Examples['SealedEvent'];

const endpoint = {
  url: 'https://receiver.example/bulletin',
  description: 'our archive',
  sections: ['Transport'],
} satisfies Examples['EndpointDraft'];
const Endpoint = {
  ...{ id: 'ep_01jdf0e8m3c2x9k4q7w5v6b8n1', publication: 'harbour-post', ...endpoint, status: 'enabled' },
  ...{ ...saved, sequence: 1 },
} satisfies Examples['Endpoint'];
const DeliverySummary = {
  ...{ id: Event.id, endpoint: Endpoint.id, type: Event.type, sequence: 1, status: 'delivered', attemptCount: 1 },
} satisfies Examples['DeliverySummary'];
const attempt = {
  at: saved.createdAt,
  reason: 'event',
  request: { url: endpoint.url, headers: { 'webhook-id': Event.id, 'webhook-timestamp': '1795509000' } },
  answer: { status: 204, headers: {}, body: '' },
  ms: 41,
} as const;

const RevisionSummary = {
  ...{ revision: 1, type: Event.type, time: saved.createdAt, sequence: 1, title: draft.title, status: 'published' },
} satisfies Examples['RevisionSummary'];

const { id, slug, url } = Article;
const location = `https://bulletin.example/v1/publications/harbour-post/articles/${id}`;

/** What the schemas look like in use. They tell one story, and each is good for its schema: a test sees to it. */
export const EXAMPLES: Examples = {
  PublicationDraft: { id: 'harbour-post', ...publication },
  PublicationPatch: { links: [{ title: 'Letters by mail', url: 'https://harbour.example/letters' }] },
  Publication,
  PublicationList: { publications: [Publication] },
  AuthorProfile: { name: byline.name, biography: 'Writes about whatever floats.' },
  Author: { ...byline, biography: 'Writes about whatever floats.', modifiedAt: saved.modifiedAt },
  AuthorList: { authors: [{ ...byline, modifiedAt: saved.modifiedAt }] },
  ArticleDraft: draft,
  ArticleChange: { ...draft, correction: 'It was twelve months, not eleven.' },
  ArticlePatch: { summary: 'Twelve months in dry dock.', correction: 'It was twelve months, not eleven.' },
  Article,
  ArticleSummary,
  ArticleList: { articles: [ArticleSummary] },
  RelatedArticles: { articles: [ArticleSummary] },
  ArticleBatch: { articles: [draft] },
  BatchResults: { results: [{ status: 201, id, slug, url, etag: '"1"', location }] },
  RevisionList: { revisions: [RevisionSummary] },
  Revision: { ...RevisionSummary, article: Article, draft },
  Event,
  EventBatch: [Event, SealedEvent],
  SealedEvent,
  EndpointDraft: endpoint,
  EndpointPatch: { status: 'enabled' },
  Endpoint,
  NewEndpoint: { ...Endpoint, secret: 'whsec_…' },
  EndpointList: { endpoints: [Endpoint] },
  SecretRotation: { overlapHours: 24 },
  DeliverySummary,
  Delivery: { ...DeliverySummary, attempts: [attempt] },
  DeliveryList: { deliveries: [DeliverySummary] },
  Replay: { after: 0, until: 1 },
  ReplayResult: { events: 1 },
  KeyDraft: key,
  KeyRotation: { overlapHours: 24 },
  Key,
  NewKey: { ...Key, key: 'blt_live_…' },
  KeyList: { keys: [Key] },
  Problem: {
    type: problemType('request.invalid'),
    title: 'Request invalid',
    status: 400,
    detail: 'one field is not as expected',
    code: 'request.invalid',
    instance: '4b4d549d-af8f-426c-9581-517b564ea3b8',
    issues: [{ pointer: '/title', given: '', expected: 'at least 1 characters' }],
  },
};
