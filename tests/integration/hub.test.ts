import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#lib/domain/instant.ts';
import { type Publication, profileOf } from '#lib/domain/publication.ts';
import { LEASE_SECONDS, subscriptionIdOf } from '#lib/domain/subscription.ts';
import { addArticle } from '#lib/usecases/add-article.ts';
import { changePublication } from '#lib/usecases/change-publication.ts';
import { requestSubscription } from '#lib/usecases/request-subscription.ts';
import { aDraft } from '../support/a-draft.ts';
import { AHub } from '../support/a-hub.ts';
import { ATable } from '../support/a-table.ts';
import { Receiver } from '../support/receiver.ts';
import { subscribeMany } from '../support/subscribe-many.ts';

let engine: ATable;
let table: ATable;
let hub: AHub;
let receiver: Receiver;
let status: number;
let callback: string;
const DAY = 24 * 60;

const followed = async () =>
  (await hub.deps.topics.followed(hub.publication.id, { now: hub.deps.clock.now(), limit: 100 })).topics;
const posts = () => receiver.received.filter(({ method }) => method === 'POST');
const titles = () => posts().map(({ body }) => /<item>\s*<title>([^<]+)/.exec(body)?.[1]);
const asked = () => receiver.received.filter(({ method }) => method === 'GET').map(({ url }) => url.searchParams);

beforeAll(async () => {
  engine = await ATable.create();
});
afterAll(() => engine[Symbol.asyncDispose]());
beforeEach(async () => {
  status = 204;
  // A table of its own: its timers are turned by the clock of one test.
  table = await engine.emptyTable();
  hub = new AHub(table);
  receiver = await Receiver.start({
    answer: ({ method, url }, response) => {
      if (method === 'GET') response.end(url.searchParams.get('hub.challenge'));
      else response.writeHead(status, { location: 'http://169.254.169.254/' }).end();
    },
  });
  callback = `${receiver.url}/callback?of=a%26b&c`;
  await hub.open();
});
afterEach(() => receiver[Symbol.asyncDispose]());

describe('verification', () => {
  it('WS-15 asks the callback with its own query kept, a challenge of its own each time, and the lease', async () => {
    await hub.subscribe(callback, { leaseSeconds: 86_400 });
    await hub.subscribe(callback);
    expect(receiver.received[0]?.url.search).toMatch(/^\?of=a%26b&c&hub\.topic=/);
    const [first, second] = asked();
    expect(first?.get('hub.topic')).toBe(`https://bulletin.example/${hub.publication.id}/rss.xml`);
    expect([first?.get('hub.mode'), first?.get('hub.lease_seconds')]).toEqual(['subscribe', '86400']);
    expect(second?.get('hub.lease_seconds')).toBe('864000');
    expect(first?.get('hub.challenge')).toHaveLength(32);
    expect(second?.get('hub.challenge')).not.toBe(first?.get('hub.challenge'));
  });

  it.each([
    ['answers another challenge', 200, 'something'],
    ['answers nothing', 200, ''],
    ['adds something to the challenge', 200, '{challenge}\n'],
    ['does not know of it', 404, '{challenge}'],
    ['leads elsewhere', 302, '{challenge}'],
    ['fails', 500, '{challenge}'],
  ])('WS-16 fails when the callback %s', async (_, code, body) => {
    receiver.answer = ({ url }, response) =>
      void response
        .writeHead(code, { location: `${receiver.url}/elsewhere` })
        .end(body.replace('{challenge}', url.searchParams.get('hub.challenge') ?? ''));
    await hub.subscribe(callback);
    expect(await hub.subscription(callback)).toBeUndefined();
    await hub.publish('For nobody');
    expect(receiver.received).toHaveLength(1);
  });

  it('WS-12 of a request that is repeated renews lease and secret, and one that fails leaves both', async () => {
    await hub.subscribe(callback, { secret: 'old', leaseSeconds: 3600 });
    const before = await hub.subscription(callback);
    const { answer } = receiver;
    receiver.answer = (_, response) => void response.writeHead(404).end();
    await hub.subscribe(callback, { secret: 'new' });
    expect(await hub.subscription(callback)).toEqual(before);
    receiver.answer = answer;
    await hub.subscribe(callback, { secret: 'new', leaseSeconds: 7200 });
    expect(await hub.subscription(callback)).toMatchObject({
      leaseUntil: instant(new Date(hub.now + 7_200_000)),
    });
    await hub.publish('Signed anew');
    const [sent] = posts();
    const hmac = createHmac('sha256', 'new').update(sent?.body ?? '');
    expect(sent?.headers['x-hub-signature']).toBe(`sha256=${hmac.digest('hex')}`);
  });

  it('whose message was lost is made good by the wheel', async () => {
    await hub.request(callback);
    hub.lose();
    await hub.pass(2);
    expect(await hub.subscription(callback)).toBeDefined();
  });

  it('of the later of two requests counts', async () => {
    await hub.request(callback);
    await hub.request(callback, { mode: 'unsubscribe' });
    await hub.work();
    expect(await hub.subscription(callback)).toBeUndefined();
  });

  it('WS-17 is a denial with its reason when the topic is full; those who are in it may renew', async () => {
    await hub.subscribe(callback);
    const full = { publication: hub.publication.id, id: subscriptionIdOf(hub.topic, callback) };
    const [topic] = await followed();
    for (const shard of Array.from({ length: 16 }, (_, one) => one)) {
      await hub.deps.topics.counted({ publication: full.publication, topic: topic?.id ?? ('' as never), shard }, 4_000);
    }
    await hub.subscribe(`${receiver.url}/another`);
    expect(await hub.subscription(`${receiver.url}/another`)).toBeUndefined();
    expect(Object.fromEntries(asked().at(-1) ?? [])).toEqual({
      'hub.mode': 'denied',
      'hub.topic': `https://bulletin.example/${hub.publication.id}/rss.xml`,
      'hub.reason': 'the topic has as many subscribers as it takes',
    });
    await hub.subscribe(callback);
    expect(asked().at(-1)?.get('hub.mode')).toBe('subscribe');
  });

  it('is refused to a host that is asked too often', async () => {
    const uses = { admit: async () => false };
    const request = { mode: 'subscribe', topic: hub.topic, callback } as const;
    await expect(requestSubscription(request, { ...hub.deps, uses })).rejects.toMatchObject({ code: 'hub.exhausted' });
  });
});

describe('a lease', () => {
  it.each([
    [undefined, LEASE_SECONDS.usual],
    [0, LEASE_SECONDS.usual],
    [1, LEASE_SECONDS.least],
    [3_600, 3_600],
    [999_999_999, LEASE_SECONDS.most],
  ])('WS-18 of %s seconds is one of %s', async (leaseSeconds, granted) => {
    await hub.subscribe(callback, { leaseSeconds });
    const until = Date.parse((await hub.subscription(callback))?.leaseUntil ?? '');
    expect((until - hub.now) / 1000).toBe(granted);
    expect(asked()[0]?.get('hub.lease_seconds')).toBe(String(granted));
  });

  it('WS-18 ends when it ends, whether or not the table has cleared it away', async () => {
    await hub.subscribe(callback, { leaseSeconds: 3_600 });
    hub.now += 3_599_000;
    await hub.publish('The last');
    hub.now += 1_000;
    await hub.publish('One too many');
    expect(titles()).toEqual(['The last']);
    expect(await hub.subscription(callback)).toBeDefined();
  });
});

describe('a subscriber that fails', () => {
  it.each([
    [500, DAY, 8],
    [404, 90, 4],
    [307, 90, 4],
  ])('WS-20 WS-21 with %s is kept, for %s minutes too, and sent what is newest', async (code, minutes, tries) => {
    await hub.subscribe(callback);
    status = code;
    await hub.publish('Lost at first');
    await hub.publish('Lost, too');
    expect(titles()).toEqual(['Lost at first']);
    await hub.pass(minutes, 30);
    expect(posts().length).toBeGreaterThanOrEqual(tries);
    expect(posts().length).toBeLessThan(12);
    expect(await hub.subscription(callback)).toMatchObject({ trouble: { failures: posts().length } });
    status = 200;
    await hub.pass(DAY / 3, 30);
    expect(titles().at(-1)).toBe('Lost, too');
    expect((await hub.subscription(callback))?.trouble).toBeUndefined();
    await hub.publish('Heard at once');
    expect(titles().at(-1)).toBe('Heard at once');
  });

  it('WS-21 is not tried any more after its lease', async () => {
    await hub.subscribe(callback, { leaseSeconds: 3_600 });
    status = 500;
    await hub.publish('Never heard');
    await hub.pass(DAY / 4, 30);
    const tried = posts().length;
    await hub.publish('Never tried');
    await hub.pass(DAY / 4, 30);
    expect(posts()).toHaveLength(tried);
  });

  it('WS-20 with 410 has ended it', async () => {
    await hub.subscribe(callback);
    status = 410;
    await hub.publish('The end');
    expect(await hub.subscription(callback)).toBeUndefined();
    await hub.publish('After the end');
    expect(titles()).toEqual(['The end']);
  });

  it('by hanging, closing or being away delays nobody else', async () => {
    const gone = await Receiver.start();
    const away = gone.url;
    await gone[Symbol.asyncDispose]();
    await using hanging = await Receiver.start();
    await using closing = await Receiver.start();
    const yes = receiver.answer;
    for (const other of [hanging, closing]) other.answer = yes;
    for (const url of [hanging.url, closing.url, callback]) await hub.subscribe(url);
    hanging.answer = () => undefined;
    closing.answer = (_, response) => void response.destroy();
    await hub.publish('For the living');
    expect(titles()).toEqual(['For the living']);
    for (const url of [hanging.url, closing.url])
      expect(await hub.subscription(url)).toMatchObject({ trouble: { failures: 1 } });
    await hub.subscribe(away);
    expect(await hub.subscription(away)).toBeUndefined();
  });
});

describe('a change', () => {
  it('of another feed, or of no byte, is not told', async () => {
    const topic = { ...hub.topic, subject: { kind: 'section', name: 'world' } } as const;
    await hub.publish('In no section');
    await expect(hub.subscribe(callback, { topic })).rejects.toMatchObject({ code: 'feed.missing' });
    await hub.subscribe(callback);
    await hub.publish('Told once');
    await hub.index();
    await hub.work();
    expect(titles()).toEqual(['Told once']);
  });

  it('that was indexed and not told, since its teller was cut off, is told the next time', async () => {
    await hub.subscribe(callback);
    await hub.write('Indexed');
    hub.lose();
    const { index, hub: mark, head } = await hub.deps.watermarks.standing(hub.publication.id);
    expect([index, mark]).toEqual([head, head - 1]);
    await hub.index();
    await hub.work();
    expect(titles()).toEqual(['Indexed']);
    expect((await hub.deps.watermarks.standing(hub.publication.id)).hub).toBe(head);
  });

  it('of a composed feed is told', async () => {
    const topic = { ...hub.topic, subject: { kind: 'composed', name: 'not=sport&tag=harbour' } } as const;
    const publish = async (title: string, tags: string[]) => {
      await addArticle(aDraft({ title, tags }), { publication: hub.publication.id }, hub.deps);
      await hub.index();
      await hub.work();
    };
    await publish('Before', ['harbour']);
    await hub.subscribe(callback, { topic });
    await publish('Composed', ['harbour']);
    await publish('Elsewhere', ['weather']);
    await publish('Composed again', ['harbour']);
    expect(titles()).toEqual(['Composed', 'Composed again']);
  });

  it('that leaves the bytes of a feed as they were is not told', async () => {
    await hub.subscribe(callback);
    const posted = async (title: string, at: string) => {
      await addArticle(aDraft({ title, publishedAt: at }), { publication: hub.publication.id }, hub.deps);
      await hub.index();
      await hub.work();
    };
    for (let n = 0; n < 50; n += 1)
      await addArticle(aDraft({ title: `New ${n}` }), { publication: hub.publication.id }, hub.deps);
    await posted('The newest', '2026-11-24T12:00:00Z');
    expect(posts()).toHaveLength(1);
    await posted('Of long ago', '2019-01-01T00:00:00Z');
    expect(posts()).toHaveLength(1);
  });

  it('of the publication’s title is told to the subscribers of every feed, in steps', async () => {
    for (let n = 0; n < 60; n += 1)
      await addArticle(aDraft({ title: `T ${n}`, tags: [`tag ${n}`] }), { publication: hub.publication.id }, hub.deps);
    await hub.index();
    await hub.work();
    for (let n = 0; n < 60; n += 1)
      await hub.subscribe(`${callback}&n=${n}`, {
        topic: { ...hub.topic, subject: { kind: 'tag', name: `tag-${n}` } },
      });
    const profileFrom = (before: Publication) => ({ ...profileOf(before), title: 'Another title' });
    await changePublication({ publication: hub.publication.id, profileFrom }, hub.deps);
    await hub.index();
    await hub.work();
    expect(posts()).toHaveLength(60);
    for (const { body } of posts()) expect(body).toContain('Another title');
    const { index, hub: mark } = await hub.deps.watermarks.standing(hub.publication.id);
    expect(mark).toBe(index);
  });

  it('reaches a thousand subscribers in no more messages than there are shards', async () => {
    await hub.subscribe(callback);
    const urls = Array.from({ length: 1_000 }, (_, n) => `${receiver.url}/${n}`);
    await subscribeMany(urls, { topic: hub.topic, store: table, until: instant(new Date(hub.now + DAY * 60_000)) });
    hub.requests = 0;
    await hub.publish('For a thousand');
    // One to look for topics that changed, one to render the topic, two with sixteen shards.
    expect(hub.requests).toBe(4);
    expect(new Set(posts().map(({ url }) => url.pathname)).size).toBe(1_001);
    expect(posts()).toHaveLength(1_001);
  });
});
