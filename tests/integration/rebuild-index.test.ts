import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { type FeedId, feedName } from '#lib/domain/feed.ts';
import { articleMembership, termsOf } from '#lib/events/feed-membership.ts';
import { dynamoLeftovers } from '#lib/storage/dynamo-leftovers.ts';
import { getItem, queryAll } from '#lib/storage/store.ts';
import { rebuildIndex } from '#lib/usecases/rebuild-index.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;
const WORLD: FeedId = { kind: 'section', name: 'world' };
const PUBLICATION: FeedId = { kind: 'publication' };

beforeAll(async () => {
  store = await ATable.create();
});
afterAll(() => store[Symbol.asyncDispose]());

const put = (pk: string, sk: string, over: object = {}) =>
  store.client.send(new PutItemCommand({ TableName: store.table, Item: { pk: { S: pk }, sk: { S: sk }, ...over } }));

/** Lists and terms of an article as version 0.1 wrote them, and its edges, body and watermark. */
async function writeAsBefore(article: Article, sequence: number): Promise<void> {
  const { id: publication } = desk.publication;
  const revision = { revision: { N: String(article.revision) } };
  for (const feed of articleMembership(article)?.feeds ?? [])
    if (feed.kind !== 'language')
      await put(`T#${publication}#${feedName(feed)}`, `${article.publishedAt}#${article.id}`, revision);
  for (const { feed, label } of termsOf(article))
    if (feed.kind !== 'language') await put(`T#${publication}`, feedName(feed), { label: { S: label } });
  await put(`Q#${publication}`, 'FEEDS', { seq: { N: String(sequence) } });
  await put(`R#${article.id}`, article.id, { weight: { N: '1' } });
  await put(`F#${publication}`, 'section:world', { formats: { SS: ['rss', 'html'] } });
  await put(`F#${publication}`, 'composed:section=world&tag=a', { formats: { SS: ['json'] } });
  await put(`T#${publication}#composed:section=world&tag=a`, `${article.publishedAt}#${article.id}`, revision);
  for (const format of ['rss', 'html'])
    for (const sk of ['V', 'B#br', 'B#gzip']) await put(`F#${publication}#section:world#${format}`, sk);
}

/** Three articles of which the table knows what version 0.1 knew. */
async function anOldTable(): Promise<Article[]> {
  const over = { section: 'World', tags: ['A'], language: 'de' };
  const articles = [
    await desk.publish('one', over),
    await desk.publish('two', over),
    await desk.publish('three', over),
  ];
  for (const [index, article] of articles.entries()) {
    await writeAsBefore((await desk.deps.articles.getMany([article.id]))[0] ?? article, index + 1);
  }
  return articles;
}

const titles = async (feed: FeedId) =>
  JSON.parse((await desk.read(feed)).text).items.map(({ title }: { title: string }) => title);

beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `old-${count}` });
});

describe('a table of version 0.1', () => {
  it('is read at once', async () => {
    await anOldTable();
    expect(await titles(PUBLICATION)).toEqual(['three', 'two', 'one']);
    expect(await titles(WORLD)).toEqual(['three', 'two', 'one']);
    expect((await desk.read(WORLD, { format: 'atom' })).text).toContain('<title>The Harbour Post: World</title>');
    expect((await desk.read({ kind: 'archive', name: '0' })).status).toBe(200);
    expect((await desk.read({ kind: 'archive', name: 'latest' })).headers.location).toContain('/archive/0/');
    expect(
      (await desk.deps.heads.terms(desk.publication.id, 'section', { limit: 9 })).map(({ label }) => label),
    ).toEqual(['World']);
  });

  it('is indexed on from where it was, and counted', async () => {
    const [one] = await anOldTable();
    if (!one) throw new TypeError('nothing was published');
    const before = await desk.read(WORLD);
    expect(await desk.refresh()).toBe(0);
    await desk.publish('four', { section: 'World' });
    await desk.change(one, { status: 'withdrawn', section: 'World', tags: ['A'] });
    expect(await desk.refresh()).toBe(2);
    expect(await titles(WORLD)).toEqual(['four', 'three', 'two']);
    const { heads } = await desk.deps.heads.state(desk.publication.id, [WORLD], { consistent: true });
    expect(heads.get('section:world')).toMatchObject({ count: 3, label: 'World' });
    const after = await desk.read(WORLD, { headers: { 'if-none-match': before.headers.etag ?? '' } });
    expect(after.status).toBe(200);
  });

  it('leaves out what was marked as gone', async () => {
    const [one] = await anOldTable();
    await put(`T#${desk.publication.id}#section:world`, `${one?.publishedAt}#${one?.id}`, {
      goneAt: { S: '2026-11-24T12:00:00.000Z' },
    });
    expect(await titles(WORLD)).toEqual(['three', 'two']);
  });
});

describe('rebuilding the index', () => {
  const rebuild = () => rebuildIndex(desk.publication.id, { ...desk.deps, leftovers: dynamoLeftovers(store) });

  it('lists and counts everything, and takes away what is no longer used', async () => {
    const articles = await anOldTable();
    await desk.refresh();
    expect(await rebuild()).toMatchObject({ articles: 3, removed: 3 + 6 + 3 + 2 + 1 });
    expect(await titles({ kind: 'language', name: 'de' })).toEqual(['three', 'two', 'one']);
    const { heads } = await desk.deps.heads.state(desk.publication.id, [PUBLICATION, WORLD], { consistent: true });
    expect([...heads.values()].map(({ count }) => count)).toEqual([3, 3]);
    for (const pk of [`F#${desk.publication.id}`, `F#${desk.publication.id}#section:world#rss`, `R#${articles[0]?.id}`])
      expect(
        await queryAll(store, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: pk } } }),
      ).toEqual([]);
    expect(await getItem(store, { pk: `Q#${desk.publication.id}`, sk: 'FEEDS' }, { consistent: true })).toBeUndefined();
  });

  it('may be repeated, beside the index that goes on', async () => {
    await anOldTable();
    await desk.publish('four', { section: 'World' });
    await Promise.all([rebuild(), desk.refresh()]);
    await desk.publish('five', { section: 'World' });
    await desk.refresh();
    expect(await rebuild()).toMatchObject({ articles: 5, removed: 0 });
    expect(await titles(WORLD)).toEqual(['five', 'four', 'three', 'two', 'one']);
    const { heads } = await desk.deps.heads.state(desk.publication.id, [WORLD], { consistent: true });
    expect(heads.get('section:world')?.count).toBe(5);
  });
});
