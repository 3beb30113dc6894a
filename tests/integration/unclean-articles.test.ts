import { brotliDecompressSync } from 'node:zlib';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { ArticleDraft } from '#lib/domain/article-draft.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import { DOCUMENTS, type Subject } from '#lib/domain/document.ts';
import { attributesOf } from '#lib/messaging/attributes.ts';
import { itemKey, keys } from '#lib/storage/keys.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { openFeed } from '#lib/usecases/open-feed.ts';
import { openPage } from '#lib/usecases/open-page.ts';
import type { DocumentKey, FeedKey } from '#lib/usecases/reader-ports.ts';
import { relayEvents } from '#lib/usecases/relay-events.ts';
import { aDraft } from '../support/a-draft.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
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

const unclean = (text: string) => `${text}\uD83D\u0000\uFFFE\u0085`;

/** A draft as no request can make it any more. */
const uncleanDraft = (): ArticleDraft => ({
  ...aDraft({ title: 'Stored before' }),
  ...{ summary: unclean('Summary'), section: unclean('City'), tags: [unclean('Ferries'), 'Boats'] },
  authors: [{ name: unclean('Ada') }],
  image: { url: 'https://harbour.example/i.jpg', alt: unclean('A ferry'), credit: unclean('Bo') },
  content: { markdown: unclean('It *sails*.') },
});

async function storeUnclean(at: Pick<ANewsdesk, 'publication' | 'deps'> = desk, store = table): Promise<Article> {
  const { article } = await addArticle(uncleanDraft(), { publication: at.publication.id }, at.deps);
  const { Item } = await store.client.send(
    new GetItemCommand({ TableName: store.table, Key: itemKey(keys.article(article.id)) }),
  );
  expect(brotliDecompressSync(Item?.body?.B ?? Buffer.of()).toString()).toMatch(UNCLEAN);
  return article;
}

const bodyOf = async (key: DocumentKey): Promise<string> => {
  const { format } = key;
  const isFeed = format === 'rss' || format === 'atom' || (format === 'json' && key.subject.kind !== 'article');
  const { bodies } = isFeed ? await openFeed(key as FeedKey, desk.deps) : await openPage(key, desk.deps);
  return brotliDecompressSync(bodies.br).toString();
};

it('an article with texts that no format can carry stops no feed, and is in all of them, clean', async () => {
  const { slug } = await storeUnclean();
  await desk.publish('Published after', { section: 'City' });
  expect(await desk.refresh()).toBe(2);

  const subjects: Subject[] = [
    ...[{ kind: 'publication' } as const, { kind: 'article', name: slug } as const, { kind: 'places' } as const],
    ...[{ kind: 'news' } as const, { kind: 'archive', name: '0' } as const, { kind: 'tag', name: 'boats' } as const],
  ];
  for (const subject of subjects) {
    for (const format of DOCUMENTS[subject.kind].filter((one) => one !== 'markdown')) {
      const body = await bodyOf({ publication: desk.publication.id, subject, format });
      expect(body, `${subject.kind} ${format}`).not.toMatch(UNCLEAN);
      if (subject.kind === 'publication') expect(body).toContain('Published after');
      if (subject.kind !== 'places') expect(body).toMatch(/Stored before|stored-before/);
      if (format === 'json') JSON.parse(body);
      else if (format !== 'html') readXml(body);
    }
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
