import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'pubsubhubbub';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FEED_DOCUMENTS, FEED_FORMATS } from '#lib/domain/feed.ts';
import { aSubmission } from '../support/a-draft.ts';
import { Bulletin } from '../support/bulletin.ts';
import { WebSubSubscriber } from '../support/websub-subscriber.ts';

let bulletin: Bulletin;
let subscriber: WebSubSubscriber;
let publication = '';
let count = 0;
const feed = (format: keyof typeof FEED_DOCUMENTS, within = '') =>
  `${bulletin.addresses.url}/${publication}/${within}${FEED_DOCUMENTS[format]}`;
const publish = async (title: string) => {
  const path = `/v1/publications/${publication}/articles`;
  expect((await bulletin.api('POST', path, { body: aSubmission({ title }) })).status).toBe(201);
};
const subscribeTo = (url: string, over: Record<string, string> = {}) =>
  fetch(`${bulletin.addresses.url}/hub`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ 'hub.mode': 'subscribe', 'hub.topic': url, 'hub.callback': `${subscriber.receiver.url}/callback` },
      ...over,
    }),
  });
const heard = (name: string, title: string) =>
  expect.poll(() =>
    subscriber.deliveries.some(({ received, body }) => received.url.pathname === `/${name}` && body.includes(title)),
  );
const spelledOut = (value: string) =>
  value
    .replace('{url}', bulletin.addresses.url)
    .replace('{publication}', publication)
    .replace(/(\d+) × (\w)/, (_, times: string, letter: string) => letter.repeat(Number(times)));

/** Subscribes, under the name of the format, and is sent what is published from then on. */
async function subscribed(format: keyof typeof FEED_DOCUMENTS): Promise<void> {
  const asked = await subscriber.subscribe(feed(format), { name: format });
  expect([asked.status, asked.headers.get('content-type')]).toEqual([202, 'text/plain; charset=utf-8']);
  await expect.poll(() => subscriber.verifications.some((query) => query.get('hub.topic') === feed(format))).toBe(true);
  // That it has confirmed is written a moment after it was asked.
  const change = async () => {
    await publish('A change');
    return subscriber.deliveries.some(({ topic }) => topic === feed(format));
  };
  await expect.poll(change).toBe(true);
}

beforeAll(async () => {
  bulletin = await Bulletin.start();
});
afterAll(() => bulletin[Symbol.asyncDispose]());
beforeEach(async () => {
  subscriber = await WebSubSubscriber.start();
  count += 1;
  publication = `post-${count}`;
  const body = { id: publication, title: 'The Harbour Post', language: 'en' };
  expect((await bulletin.api('POST', '/v1/publications', { body })).status).toBe(201);
  await publish('The first');
});
afterEach(() => subscriber[Symbol.asyncDispose]());

describe.each(FEED_FORMATS)('a subscriber to the feed in %s', (format) => {
  it('WS-10 WS-14 WS-15 WS-19 is asked, and then sent every change, whole and as it is served', async () => {
    const before = bulletin.log.length;
    await subscribed(format);
    for (const title of ['One change', 'Another change']) {
      await publish(`${title} in ${format}`);
      await heard(format, `${title} in ${format}`).toBe(true);
    }
    expect(bulletin.log.slice(before)).not.toContain('failed');
    const last = () => subscriber.deliveries.filter(({ topic }) => topic === feed(format)).at(-1);
    // Each environment of the feeds function remembers for a fraction of a second what it has read.
    await expect.poll(async () => (await (await fetch(feed(format))).text()) === last()?.body).toBe(true);
    const served = await fetch(feed(format));
    expect(last()?.received.headers['content-type']).toBe(served.headers.get('content-type'));
    expect(last()?.received.headers.link).toBe(served.headers.get('link'));
  });
});

it('WS-11 WS-22 a secret signs what is sent, and what nobody knows is left alone', async () => {
  const asked = await subscriber.subscribe(feed('rss'), {
    ...{ name: 'secret', secret: 'a secret of Ünïcode' },
    parameters: { 'hub.verify': 'async', 'x.y': 'z' },
  });
  expect(asked.status).toBe(202);
  const signed = async () => {
    await publish('With a signature');
    return subscriber.deliveries.some(({ body }) => body.includes('With a signature'));
  };
  await expect.poll(signed).toBe(true);
});

it('WS-12 WS-16 a request that the subscriber does not confirm changes nothing', async () => {
  for (const format of ['rss', 'atom'] as const) await subscribed(format);
  const before = subscriber.verifications.length;
  await subscriber.subscribe(feed('rss'), { name: 'rss', wants: 'neither' });
  await subscriber.unsubscribe(feed('atom'), { name: 'atom', wants: 'neither' });
  await expect.poll(() => subscriber.verifications.length).toBe(before + 2);
  await publish('Nothing was changed');
  await heard('rss', 'Nothing was changed').toBe(true);
  await heard('atom', 'Nothing was changed').toBe(true);
});

it('WS-13 who has unsubscribed is sent nothing any more', async () => {
  for (const format of FEED_FORMATS) await subscribed(format);
  await subscriber.unsubscribe(feed('json'), { name: 'json' });
  const unsubscribing = () => subscriber.verifications.find((query) => query.get('hub.mode') === 'unsubscribe');
  await expect.poll(unsubscribing).toBeDefined();
  expect(unsubscribing()?.has('hub.lease_seconds')).toBe(false);
  // Its challenge was answered a moment ago: that it was is written by the time of the second publication.
  for (const title of ['A last one perhaps', 'Not for json']) {
    await publish(title);
    for (const format of ['rss', 'atom']) await heard(format, title).toBe(true);
  }
  expect(subscriber.deliveries.some(({ topic, body }) => topic === feed('json') && body.includes('Not for json'))).toBe(
    false,
  );
});

it('a client that others wrote hears of every update in every format', async () => {
  const client = createServer({ callbackUrl: 'http://127.0.0.1' });
  client.listen(0, '127.0.0.1');
  await once(client, 'listen');
  try {
    const { port } = client.server.address() as AddressInfo;
    const heardOf: { topic: string; feed: string }[] = [];
    const confirmed: string[] = [];
    client.on('feed', ({ topic, feed: body }) => heardOf.push({ topic, feed: String(body) }));
    client.on('subscribe', ({ topic }) => confirmed.push(topic));
    Object.assign(client, { callbackUrl: `http://127.0.0.1:${port}/` });
    const { hub } = await WebSubSubscriber.discover(feed('rss'));
    const topics = FEED_FORMATS.map((format) => feed(format));
    for (const topic of topics) {
      await new Promise<void>((resolve, reject) =>
        client.subscribe(topic, hub, (error) => (error ? reject(error) : resolve())),
      );
    }
    await expect.poll(() => confirmed.toSorted()).toEqual(topics.toSorted());
    for (const title of ['For a client', 'For a client again']) {
      await publish(title);
      await expect
        .poll(() => topics.filter((topic) => heardOf.some((one) => one.topic === topic && one.feed.includes(title))))
        .toEqual(topics);
    }
  } finally {
    client.server.close();
    client.server.closeAllConnections();
  }
});

describe('what is refused is refused with the reason, as plain text', () => {
  it.each([
    ['hub.mode', 'publish', 400, 'knows by itself'],
    ['hub.mode', '', 400, 'hub.mode is missing'],
    ['hub.topic', '', 400, 'hub.topic is missing'],
    ['hub.topic', 'https://elsewhere.example/rss.xml', 400, 'the topics of this hub begin with http://localhost:'],
    ['hub.topic', '{url}/nobody/rss.xml', 404, "there is no publication 'nobody'"],
    ['hub.topic', '{url}/{publication}/tags/unheard-of/atom.xml', 404, "has nothing in 'tag:unheard-of'"],
    ['hub.topic', '{url}/{publication}/rss.xml?tag=sea', 400, 'own address is'],
    ['hub.topic', '{url}/{publication}/rss.xml?utm=x', 400, 'own address is'],
    ['hub.topic', '{url}/{publication}/feeds.opml', 404, 'there is no feed'],
    ['hub.secret', '200 × x', 400, 'hub.secret has 200 bytes'],
    ['hub.lease_seconds', 'for ever', 400, "hub.lease_seconds is 'for ever'"],
    ['hub.callback', '', 400, 'hub.callback is missing'],
    ['hub.callback', 'callback', 400, 'it is not an absolute URL'],
    ['hub.callback', 'http://127.0.0.1/2048 × x', 400, 'at most 2048'],
    ['hub.callback', 'http://169.254.169.254/latest/meta-data/', 400, 'which is linkLocal and not public'],
    ['hub.callback', 'http://0xa9fea9fe/', 400, 'which is linkLocal and not public'],
    ['hub.callback', 'http://10.0.0.1/', 400, 'which is private and not public'],
    ['hub.callback', 'http://[fd00:ec2::254]/', 400, 'which is uniqueLocal and not public'],
    ['hub.callback', 'http://[::ffff:10.0.0.1]/', 400, 'which is ipv4Mapped and not public'],
    ['hub.callback', 'http://ada:secret@127.0.0.1/', 400, 'a user name or a password'],
    ['hub.callback', 'gopher://127.0.0.1/', 400, 'only http and https'],
  ])('WS-14 WS-23 %s: %s', async (name, value, status, reason) => {
    const answer = await subscribeTo(feed('rss'), { [name]: spelledOut(value) });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/plain; charset=utf-8']);
    expect(await answer.text()).toContain(reason);
  });

  it('also what is no form, and what is too large', async () => {
    const hub = `${bulletin.addresses.url}/hub`;
    const json = await fetch(hub, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([json.status, await json.text()]).toEqual([415, expect.stringContaining('x-www-form-urlencoded')]);
    expect((await subscribeTo(feed('rss'), { long: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
