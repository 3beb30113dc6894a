import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { subscriptionIdOf, topicIdOf } from '#lib/domain/subscription.ts';
import { subscriptionShard } from '#lib/storage/keys.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';
import type { Chunk, Intent, Subscription } from '#lib/usecases/hub-ports.ts';
import { aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { costsAt } from '../support/costs.ts';
import { storesOf } from '../support/stores.ts';
import { subscribeMany } from '../support/subscribe-many.ts';
import { afterNoon, NOON } from '../support/system.ts';

let engine: ATable;
let store: ATable;
const { id: publication } = aPublisher();
const topic: FeedKey = { publication, subject: { kind: 'section', name: 'world' }, format: 'atom' };
const callback = 'https://reader.example/callback';
const id = subscriptionIdOf(topic, callback);
const chunk: Chunk = { publication, topic: topicIdOf(topic), shard: subscriptionShard(id) };
const later = (minutes: number) => afterNoon(minutes * 60_000);
const subscription: Subscription = { id, callback, secret: 'sealed', leaseUntil: later(600), trouble: undefined };
const anIntent = (nonce: string): Intent => ({
  ...{ id, nonce, topic, callback, mode: 'subscribe', leaseSeconds: 600, due: later(1) },
});
const all = () => storesOf(store);

beforeAll(async () => {
  engine = await ATable.create();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await engine.emptyTable();
});

/** Asks for the subscription, and confirms it. */
async function subscribe(): Promise<void> {
  const intent = anIntent('confirmed');
  await all().intents.put(intent);
  await all().intents.carryOut(intent, subscription);
}

const follow = () => all().topics.follow(topic, { id, until: later(600), isNew: true, announced: '"first"' });

const costs = costsAt(() => store);

it('intents.put', async () => {
  await all().intents.put(anIntent('earlier'));
  await costs(() => all().intents.put(anIntent('later')), { requests: ['TransactWriteItems'], written: 4 });
});

it('intents.get', async () => {
  await all().intents.put(anIntent('later'));
  const intent = await costs(() => all().intents.get(id), { requests: ['GetItem'], read: 1 });
  expect(intent).toEqual(anIntent('later'));
});

it('intents.carryOut', async () => {
  const { intents } = all();
  await intents.put(anIntent('later'));
  expect(await intents.carryOut(anIntent('earlier'), subscription)).toBe('superseded');
  const done = { requests: ['TransactWriteItems'], written: 6 };
  expect(await costs(() => intents.carryOut(anIntent('later'), subscription), done)).toBe('done');
  expect(await intents.get(id)).toBeUndefined();
  expect(await all().timers.dueIn(later(1))).toEqual([]);
});

it('intents.drop', async () => {
  const { intents } = all();
  await intents.put(anIntent('another'));
  await intents.drop(anIntent('outdated'));
  expect(await intents.get(id)).toBeDefined();
  await costs(() => intents.drop(anIntent('another')), { requests: ['TransactWriteItems'], written: 4 });
  expect(await intents.get(id)).toBeUndefined();
});

it('subscriptions.get', async () => {
  await subscribe();
  const found = await costs(() => all().subscriptions.get(id), { requests: ['GetItem'], read: 1 });
  expect(found).toEqual(subscription);
});

it('subscriptions.page', async () => {
  const callbacks = Array.from({ length: 61 }, (_, n) => `${callback}/${n}`);
  await subscribeMany(callbacks, { topic, store, until: later(600) });
  const { subscriptions } = all();
  const expected = callbacks
    .map((one) => subscriptionIdOf(topic, one))
    .filter((one) => subscriptionShard(one) === chunk.shard);
  const found: string[] = [];
  for (let after: string | undefined, first = true; first || after; first = false) {
    const from: Chunk = { ...chunk, after };
    const page = await costs(() => subscriptions.page(from, 2), { requests: ['Query'], read: 1 });
    found.push(...page.subscriptions.map((one) => one.id));
    after = page.next;
  }
  expect(found.toSorted()).toEqual(expected.toSorted());
});

it('subscriptions.trouble', async () => {
  await subscribe();
  const { subscriptions, timers } = all();
  const trouble = { failures: 2, retryAt: later(5) };
  await costs(() => subscriptions.trouble({ publication, id }, trouble), {
    ...{ requests: ['TransactWriteItems'], written: 4 },
  });
  expect((await subscriptions.get(id))?.trouble).toEqual(trouble);
  expect(await timers.dueIn(later(5))).toEqual([{ kind: 'redeliver', publication, subject: id, due: later(5) }]);
  const gone = subscriptionIdOf(topic, 'https://nobody.example/');
  await subscriptions.trouble({ publication, id: gone }, trouble);
  expect(await subscriptions.get(gone)).toBeUndefined();
});

it('subscriptions.recover', async () => {
  await subscribe();
  await all().subscriptions.trouble({ publication, id }, { failures: 2, retryAt: later(5) });
  await costs(() => all().subscriptions.recover(id), { requests: ['UpdateItem'], written: 1 });
  expect(await all().subscriptions.get(id)).toEqual(subscription);
});

it('subscriptions.end', async () => {
  await subscribe();
  const { subscriptions } = all();
  await subscriptions.end({ ...subscription, leaseUntil: later(1) });
  expect(await subscriptions.get(id)).toBeDefined();
  await costs(() => subscriptions.end(subscription), { requests: ['DeleteItem'], written: 1 });
  expect(await subscriptions.get(id)).toBeUndefined();
});

it('topics.follow', async () => {
  await costs(follow, { requests: ['UpdateItem'], written: 1 });
});

it('topics.get', async () => {
  await follow();
  const found = await costs(() => all().topics.get(publication, topicIdOf(topic)), { requests: ['GetItem'], read: 1 });
  expect(found).toMatchObject({ id: topicIdOf(topic), key: topic });
  expect(found?.shards).toEqual(new Map([[chunk.shard, 1]]));
});

it('topics.followed', async () => {
  await follow();
  const followed = (at: typeof NOON) => all().topics.followed(publication, { now: at, limit: 10 });
  expect(await costs(() => followed(NOON), { requests: ['Query'], read: 1 })).toMatchObject({
    topics: [{ key: topic, announced: '"first"' }],
  });
  expect((await followed(later(600))).topics).toEqual([]);
});

it('topics.announced', async () => {
  await follow();
  const { topics } = all();
  const [found] = (await topics.followed(publication, { now: NOON, limit: 10 })).topics;
  if (!found) throw new Error('nobody follows');
  await costs(() => topics.announced(found, '"tag"'), { requests: ['UpdateItem'], written: 1 });
  expect((await topics.get(publication, found.id))?.announced).toBe('"tag"');
});

it('topics.counted', async () => {
  await follow();
  await costs(() => all().topics.counted(chunk, 3), { requests: ['UpdateItem'], written: 1 });
  expect((await all().topics.get(publication, topicIdOf(topic)))?.shards.get(chunk.shard)).toBe(3);
});

it('hub.admit', async () => {
  const { hubUses } = all();
  const once = () => hubUses.admit('reader.example', NOON);
  expect(await costs(once, { requests: ['UpdateItem'], written: 1 })).toBe(true);
});
