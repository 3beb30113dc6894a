import { brotliDecompressSync } from 'node:zlib';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import type { FeedFormat, FeedId } from '#lib/domain/feed.ts';
import { pageServer } from '#lib/http/readers/serve-page.ts';
import { attributesOf } from '#lib/messaging/attributes.ts';
import { renderArticleMarkdown } from '#lib/pages/render-article-markdown.ts';
import { itemKey, keys } from '#lib/storage/keys.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { relayEvents } from '#lib/usecases/relay-events.ts';
import { renderPage } from '#lib/usecases/render-page.ts';
import { aDraft } from '../support/a-draft.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { aRequest } from '../support/a-request.ts';
import { ATable } from '../support/a-table.ts';
import { Receiver } from '../support/receiver.ts';
import { readXml } from '../support/strict-xml.ts';
import { UNCLEAN } from '../support/unclean.ts';
import { WebhookDesk } from '../support/webhook-desk.ts';

// Versions before this one stored sections and tags as they came, so such articles are in tables.

let table: ATable;
let desk: ANewsdesk;
let count = 0;

beforeAll(async () => {
  table = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(table, { id: `unclean-${count}` });
});
afterAll(() => table[Symbol.asyncDispose]());

type AddDeps = Parameters<typeof addArticle>[2];

const unclean = (text: string) => `${text}\uD83D\u0000\uFFFE\u0085`;

/** A draft as no request can make it any more. */
const uncleanDraft = (): ArticleDraft => ({
  ...aDraft({ title: 'Stored before' }),
  ...{ summary: unclean('Summary'), section: unclean('City'), tags: [unclean('Ferries'), 'Boats'] },
  authors: [{ name: unclean('Ada') }],
  image: { url: 'https://harbour.example/i.jpg', alt: unclean('A ferry'), credit: unclean('Bo') },
  content: { markdown: unclean('It *sails*.') },
});

async function storeUnclean(
  at: Pick<ANewsdesk, 'publication'> & { deps: AddDeps } = desk,
  store = table,
): Promise<Article> {
  const { article } = await addArticle(uncleanDraft(), { publication: at.publication.id }, at.deps);
  const { Item } = await store.client.send(
    new GetItemCommand({ TableName: store.table, Key: itemKey(keys.article(article.id)) }),
  );
  expect(brotliDecompressSync(Item?.body?.B ?? Buffer.of()).toString()).toMatch(UNCLEAN);
  return article;
}

const FEEDS: readonly FeedId[] = [
  ...[{ kind: 'publication' } as const, { kind: 'archive', name: '0' } as const],
  { kind: 'tag', name: 'boats' },
];
const FORMATS: readonly FeedFormat[] = ['rss', 'atom', 'json'];

const pathsOf = ({ slug }: Article): string[] =>
  [
    ...['', 'feeds', 'feeds.opml', 'sitemap.xml', 'news-sitemap.xml', 'archive/0/sitemap.xml', 'tags/boats/'],
    ...['', '.md', '.json'].map((ending) => `articles/${slug}${ending}`),
  ].map((path) => `/${desk.publication.id}/${path}`);

function expectClean(body: string, name: string) {
  expect(body, name).not.toMatch(UNCLEAN);
  if (name.endsWith('json')) JSON.parse(body);
  if (/(?:rss|atom|xml|opml)$/.test(name)) readXml(body);
}

it('an article with texts that no format can carry stops no feed, and is in all of them, clean', async () => {
  await storeUnclean();
  await desk.publish('Published after', { section: 'City' });
  expect(await desk.refresh()).toBe(2);
  for (const feed of FEEDS) {
    for (const format of FORMATS) {
      const { text } = await desk.read(feed, { format });
      expect(text).toContain('Stored before');
      if (feed.kind === 'publication') expect(text).toContain('Published after');
      expectClean(text, format);
    }
  }
});

it('its pages are clean', async () => {
  const article = await storeUnclean();
  await desk.refresh();
  const { deps } = desk;
  const serve = pageServer({
    ...deps,
    render: (at) => renderPage(at, { ...deps, articleMarkdown: renderArticleMarkdown }),
  });
  for (const path of pathsOf(article)) {
    const { status, body } = await serve(aRequest(path));
    expect(status, path).toBe(200);
    expectClean(Buffer.from(body ?? '').toString(), path);
  }
});

it('an article with such texts is read, listed and changed clean', async () => {
  const stored = await storeUnclean();
  const article = await desk.deps.articles.get(stored.id);
  expect(JSON.stringify(article)).not.toMatch(UNCLEAN);
  await desk.change(stored, { tags: ['Boats'] });
  expect(await desk.refresh()).toBe(2);
  expect(JSON.stringify(await desk.deps.log.revisions(stored.id, { limit: 10 }))).not.toMatch(UNCLEAN);
});

it('its events are told over SNS clean, with attributes that any filter can read', async () => {
  await storeUnclean();
  const told: string[] = [];
  const topic = {
    publish: async (events: Parameters<typeof attributesOf>[0][]) => {
      told.push(...events.flatMap((event) => [JSON.stringify(event), JSON.stringify(attributesOf(event))]));
      return events.map(() => 'taken' as const);
    },
  };
  expect(await relayEvents(desk.publication.id, { ...desk.deps, topic } as Parameters<typeof relayEvents>[1])).toBe(1);
  expect(told).toHaveLength(2);
  for (const text of told) expect(text).not.toMatch(UNCLEAN);
});

it('its events are posted to endpoints clean', async () => {
  await using receiver = await Receiver.start();
  await using own = await ATable.create();
  const webhooks = await WebhookDesk.at(own);
  const endpoint = await webhooks.endpoint({ url: `${receiver.url}/`, sections: ['City'] });
  await storeUnclean(webhooks, own);
  await webhooks.publish({ section: 'City' });
  await webhooks.ring();
  expect(receiver.received.map(({ body }) => JSON.parse(body).sequence)).toHaveLength(2);
  for (const received of receiver.received) {
    expect(received.body).not.toMatch(UNCLEAN);
    expect(webhooks.payload(received, endpoint)).toBeDefined();
  }
});

it('an author and a publication with such texts are shown clean', async () => {
  const { authors, publications } = desk.deps;
  const id = 'ada' as AuthorId;
  await authors.put(desk.publication.id, { id, name: unclean('Ada'), modifiedAt: desk.publication.createdAt });
  await publications.add({ ...desk.publication, id: 'unclean-title' as never, title: unclean('The Post') });
  expect(JSON.stringify(await authors.list(desk.publication.id, { limit: 10 }))).not.toMatch(UNCLEAN);
  expect(JSON.stringify(await publications.get('unclean-title' as never))).not.toMatch(UNCLEAN);
});
