import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Article, ArticleId } from '#lib/domain/article.ts';
import { instant } from '#lib/domain/instant.ts';
import { publicEventOf } from '#lib/events/public-event.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';
import { aDraft, aPublisher, aSubmission } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { storesOf } from '../support/stores.ts';
import { subscribeMany } from '../support/subscribe-many.ts';
import { survives as survivesWith } from '../support/survives.ts';
import { countingIds, fixedClock, noWait } from '../support/system.ts';

// Each is a process of its own for every write.
vi.setConfig({ testTimeout: 120_000 });

const PUBLIC_URL = 'https://bulletin.example';
const publication = aPublisher();
const feed: FeedKey = { publication: publication.id, subject: { kind: 'section', name: 'world' }, format: 'json' };

let store: ATable;
let messages: FauxqsServer;
let topicArn: string;

const stores = () => ({ ...storesOf(store), publicUrl: PUBLIC_URL });
const writing = () => ({ ...stores(), clock: fixedClock(), ids, backoff: noWait });
const ids = countingIds();
const publish = (title: string) =>
  addArticle(aDraft({ title, section: 'World', tags: ['a'] }), { publication: publication.id }, writing());

beforeAll(async () => {
  store = await ATable.create();
  messages = await startFauxqs({ port: 0, logger: false });
  ({ topicArn } = messages.createTopic('events'));
  messages.createQueue('subscriber');
  messages.createQueue('alarms');
  messages.createQueue('deliveries');
  messages.createQueue('index');
  messages.createQueue('hub');
  messages.subscribe({ topic: 'events', queue: 'subscriber', attributes: { RawMessageDelivery: 'true' } });
  await stores().publications.add(publication);
  await publish('The first');
});
afterAll(async () => {
  await messages.stop();
  await store[Symbol.asyncDispose]();
});

const messagesUrl = () => `http://127.0.0.1:${messages.port}`;
const queueUrl = (name: string) => `${messagesUrl()}/000000000000/${name}`;
const bodiesIn = (queue: string): { id: string; partitionkey: string }[] =>
  messages.inspectQueue(queue)?.messages.ready.map(({ body }) => JSON.parse(body)) ?? [];

const survives = (file: string, event: object, nth: number) =>
  survivesWith(file, {
    ...{ event, nth },
    env: {
      ...{ TABLE_NAME: store.table, TOPIC_ARN: topicArn, PUBLIC_URL, KEY_MODE: 'test', OUTBOUND: 'loopback' },
      SECRETS_KEY_ARN: 'arn:aws:kms:us-east-1:0:key/k',
      ...{ ALARM_QUEUE_URL: queueUrl('alarms'), INDEX_QUEUE_URL: queueUrl('index') },
      ...{ DELIVER_QUEUE_URL: queueUrl('deliveries'), HUB_QUEUE_URL: queueUrl('hub') },
      AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
      ...{ AWS_ENDPOINT_URL_SNS: messagesUrl(), AWS_ENDPOINT_URL_SQS: messagesUrl() },
    },
  });

const rung = {
  Records: [{ dynamodb: { Keys: { pk: { S: `Q#${publication.id}` }, sk: { S: 'SEQ' } }, SequenceNumber: '1' } }],
};
const told = { Records: [{ messageId: 'm', body: JSON.stringify({ partitionkey: publication.id }) }] };
const posted = (title: string) => ({
  routeKey: 'POST /v1/publications/{publication}/articles',
  rawPath: `/v1/publications/${publication.id}/articles`,
  rawQueryString: '',
  headers: { 'content-type': 'application/json' },
  pathParameters: { publication: publication.id },
  requestContext: {
    http: { method: 'POST' },
    requestId: 'r',
    authorizer: { lambda: { keyId: 'k', publication: '*', scopes: 'articles:write' } },
  },
  body: JSON.stringify(aSubmission({ title })),
  isBase64Encoded: false,
});

/** A worker that was killed leaves its lease: lets the time of it be over. */
const endLease = () =>
  store.client.send(
    new UpdateItemCommand({
      ...{ TableName: store.table, Key: { pk: { S: `Q#${publication.id}` }, sk: { S: 'INDEX' } } },
      ...{ UpdateExpression: 'SET leaseUntil = :past', ExpressionAttributeValues: { ':past': { S: '2000' } } },
    }),
  );

const wholeLog = () => stores().log.read(publication.id, { after: 0, limit: 1000 });

it('publishers, killed after its write and before its answer, has written the article and its event, or neither', async () => {
  for (let nth = 1; !(await survives('http/publishers', posted(`Killed ${nth}`), nth)); nth += 1);
  for (const { subject, data } of await wholeLog()) {
    const found = await stores().articles.get(subject as ArticleId);
    expect(found).toMatchObject({ id: subject, title: data && 'title' in data ? data.title : '' });
  }
});

it('relay, killed after any of its writes, tells everything in the end, in order', async () => {
  for (let nth = 1; !(await survives('streams/relay', rung, nth)); nth += 1) await publish(`Relayed ${nth}`);
  await survives('streams/relay', rung, 0);

  const log = await wholeLog();
  expect([...new Set(bodiesIn('subscriber').map(({ id }) => id))]).toEqual(log.map(({ id }) => id));
  expect(await stores().watermarks.get(publication.id, 'relay')).toBe(log.length);
});

it('index-feeds, killed after any of its writes, lists and announces everything in the end', async () => {
  await survives('queues/index-feeds', told, 0);
  const until = instant(new Date('2099-01-01T00:00:00Z'));
  await subscribeMany(['https://reader.example/'], { topic: feed, store, until });
  const { index } = await stores().watermarks.standing(publication.id);
  await stores().watermarks.advance(publication.id, { reader: 'hub', to: index });
  let kills = 0;
  await publish('Listed in the end');
  for (; !(await survives('queues/index-feeds', told, kills + 1)); kills += 1) {
    await endLease();
  }
  expect(kills).toBeGreaterThanOrEqual(4);

  const log = await wholeLog();
  const standing = await stores().watermarks.standing(publication.id);
  expect(standing.index).toBe(log.length);
  const [job] = bodiesIn('hub').filter((message) => 'kind' in message && message.kind === 'scan');
  expect(job).toMatchObject({ partitionkey: publication.id, upTo: log.length });
  const entries = await stores().entries.newest(publication.id, feed.subject, { limit: 1000, consistent: true });
  const inWorld = log.flatMap(({ subject, data }) =>
    data && 'section' in data && data.section === 'World' ? [subject] : [],
  );
  expect(entries.map(({ id }) => id as string).toSorted()).toEqual(inWorld.toSorted());
  const { heads } = await stores().heads.state(publication.id, [feed.subject], { consistent: true });
  expect(heads.get('section:world')).toMatchObject({ sequence: log.length, count: inWorld.length });
});

it('tick, killed after any of its writes, tells what no doorbell rang for, and rings for the feeds', async () => {
  let kills = 0;
  for (let nth = 1; ; nth += 1) {
    await publish(`Missed ${nth}`);
    if (await survives('schedules/tick', {}, nth)) break;
    kills += 1;
  }
  expect(kills).toBeGreaterThanOrEqual(3);
  const log = await wholeLog();
  expect([...new Set(bodiesIn('subscriber').map(({ id }) => id))]).toEqual(log.map(({ id }) => id));

  const [ring] = bodiesIn('index');
  expect(ring).toEqual({ partitionkey: publication.id });
  await survives('queues/index-feeds', { Records: [{ messageId: 'm', body: JSON.stringify(ring) }] }, 0);
  expect(await stores().watermarks.get(publication.id, 'index')).toBe(log.length);
});

/** Planned a while ago for a moment that has just passed. */
async function anOverdueArticle(title: string): Promise<Article> {
  const ago = (minutes: number) => instant(new Date(Date.now() - minutes * 60_000));
  const draft = aDraft({ title, status: 'scheduled', publishAt: ago(0.05) });
  const deps = { ...writing(), clock: fixedClock(ago(10)) };
  return (await addArticle(draft, { publication: publication.id }, deps)).article;
}

it.each([
  ['publish-scheduled', 'queues/publish-scheduled'],
  ['tick', 'schedules/tick'],
])('%s, killed after any of its writes, publishes what is due once, and keeps what is not', async (_, file) => {
  const due: Article[] = [];
  for (let nth = 1; ; nth += 1) {
    const article = await anOverdueArticle(`Due ${nth} for ${file}`);
    due.push(article);
    const plans = (await wholeLog()).filter(({ type }) => type === 'bulletin.article.scheduled.v1');
    // An alarm names the article; the event that goes out when it is planned does not.
    const rings = due.map(({ id }, index) => {
      const plan = plans.find(({ subject }) => subject === id);
      const alarm = { partitionkey: publication.id, subject: id };
      return { messageId: id, body: JSON.stringify(index % 2 === 0 && plan ? publicEventOf(plan) : alarm) };
    });
    if (await survives(file, { Records: rings }, nth)) break;
  }
  expect(due.length).toBeGreaterThan(1);
  const log = await wholeLog();
  for (const { id } of due) {
    const types = log.flatMap(({ subject, type }) => (subject === id ? [type] : []));
    expect(types).toEqual(['bulletin.article.scheduled.v1', 'bulletin.article.published.v1']);
    expect(await stores().articles.get(id)).toMatchObject({ status: 'published', revision: 2 });
  }
});
