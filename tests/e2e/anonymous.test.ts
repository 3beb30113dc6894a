import { Agent, request } from 'node:http';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

/** `FULL_PROOF=1` sends ten thousand. */
const REQUESTS = process.env.FULL_PROOF ? 10_000 : 1_000;
const CLIENTS = 16;

let bulletin: Bulletin;

beforeAll(async () => {
  bulletin = await Bulletin.start();
  await bulletin.api('POST', '/v1/publications', { body: { id: 'post', title: 'The Post', language: 'en' } });
  const article = (n: number) => ({
    ...{ title: `No. ${n}`, content: { html: `<p>${n}</p>` }, section: `S${n % 3}`, tags: [`t${n % 5}`, 'all'] },
    authors: [{ name: 'Ada' }],
  });
  const articles = Array.from({ length: 20 }, (_, n) => article(n));
  await bulletin.api('POST', '/v1/publications/post/article-batches', { body: { articles } });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

/** Every item of the table but what the tick and the use of keys note of themselves. */
async function everyItem(): Promise<string[]> {
  const { dynamodb: endpoint } = bulletin.addresses.endpoints;
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const found: string[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: 'Bulletin-Table', ExclusiveStartKey: start }));
    // The engine gives attributes in any order.
    found.push(
      ...(page.Items ?? []).map((item) =>
        JSON.stringify(item, Object.keys(item).concat('S', 'N', 'B', 'SS', 'BOOL').toSorted()),
      ),
    );
    start = page.LastEvaluatedKey;
  } while (start);
  client.destroy();
  return found.filter((item) => !/"pk":\{"S":"(?:D#HAND|K#)/.test(item)).toSorted();
}

async function atRest(): Promise<void> {
  let before: string[] = [];
  await expect
    .poll(
      async () => {
        const now = await everyItem();
        const isSame = JSON.stringify(now) === JSON.stringify(before);
        before = now;
        return isSame;
      },
      { interval: 700 },
    )
    .toBe(true);
}

const FEEDS = ['rss.xml', 'atom.xml', 'feed.json'];
const KINDS: readonly ((n: number) => string)[] = [
  (n) => `/post/${FEEDS[n % 3]}`,
  (n) => `/post/${FEEDS[n % 3]}?not=x${n}`,
  (n) => `/post/${FEEDS[n % 3]}?section=s${n % 3}&tag=t${n % 5},x${n}`,
  (n) => `/post/sections/s${n % 4}/${FEEDS[n % 3]}`,
  (n) => `/post/tags/t${n % 9}/${FEEDS[n % 3]}`,
  (n) => `/post/authors/a${n}/${FEEDS[n % 3]}`,
  (n) => `/post/languages/de/${FEEDS[n % 3]}`,
  (n) => `/post/archive/${n % 3 === 0 ? 'latest' : n}/${FEEDS[n % 3]}`,
  (n) => `/post/articles/no-${n % 25}${['', '.md', '.json'][n % 3]}`,
  (n) => `/post/tags/t${n % 9}/`,
  (n) => `/post/sections/S${n % 3}`,
  () => '/post/',
  () => '/post/feeds',
  () => '/post/feeds.opml',
  () => '/post/sitemap.xml',
  (n) => `/post/news/${n % 3}/sitemap.xml`,
  () => '/post/news-sitemap.xml',
  () => '/robots.txt',
  (n) => `/nobody-${n}/rss.xml`,
  () => '/v1/openapi.json',
  (n) => `/v1/publications/post/articles?cursor=${n}`,
];

const pathOf = (n: number) => KINDS[n % KINDS.length]?.(Math.floor(n / KINDS.length)) ?? '/';

it('whatever anonymous people ask for writes nothing', { timeout: 300_000 }, async () => {
  await expect.poll(async () => (await bulletin.api('GET', '/post/tags/all/feed.json', { key: '' })).status).toBe(200);
  await atRest();
  const before = await everyItem();
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const ask = (path: string) =>
    new Promise<number>((resolve, reject) => {
      request(new URL(path, bulletin.addresses.url), { agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      })
        .on('error', reject)
        .end();
    });
  const statuses = new Set<number>();
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let n = next++; n < REQUESTS; n = next++) statuses.add(await ask(pathOf(n)));
    }),
  );
  agent.destroy();
  expect([...statuses].toSorted()).toEqual([200, 307, 308, 401, 404]);
  expect(await everyItem()).toEqual(before);
});
