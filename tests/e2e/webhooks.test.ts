import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';
import { ok, type Received, Receiver } from '../support/receiver.ts';

let bulletin: Bulletin;
let receiver: Receiver;
beforeAll(async () => {
  [bulletin, receiver] = await Promise.all([Bulletin.start(), Receiver.start()]);
});
afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

let publication = '';
let count = 0;
beforeEach(async () => {
  receiver.answer = ok;
  count += 1;
  publication = `hooks-${count}`;
  await bulletin.api('POST', '/v1/publications', { body: { id: publication, title: 'Hooks', language: 'en' } });
});

const at = (path = '') => `/v1/publications/${publication}${path}`;
const publish = async (over: object = {}) => {
  const body = { title: 'The night ferry sails again', content: { html: '<p>It was full.</p>' }, ...over };
  return (await bulletin.api('POST', at('/articles'), { body })).body;
};
const anEndpoint = async (over: object = {}) => {
  const answer = await bulletin.api('POST', at('/endpoints'), {
    body: { url: `${receiver.url}/${publication}`, ...over },
  });
  const { id, secret } = answer.body as { id: string; secret: string };
  return { ...answer, id, secret };
};
const heard = (path = `/${publication}`) => receiver.received.filter(({ url }) => url.pathname === path);
const hears = async (wanted: number, path?: string): Promise<readonly Received[]> => {
  await expect.poll(() => heard(path).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(wanted);
  return heard(path);
};
const verified = ({ body, headers }: Received, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);
const deliveriesOf = async (endpoint: string) =>
  (await bulletin.api('GET', at(`/endpoints/${endpoint}/deliveries`))).body.deliveries;

describe('an endpoint', () => {
  it('is sent each event, signed, and its log of deliveries says so', async () => {
    const { id, secret, status, headers } = await anEndpoint();
    expect(status).toBe(201);
    expect(headers.get('location')).toContain(id);
    const article = await publish();

    const [received] = await hears(1);
    if (!received) throw new Error('nothing came');
    const payload = verified(received, secret);
    expect(payload).toMatchObject({
      ...{ type: 'bulletin.article.published.v1', subject: article.id, sequence: '000000000001' },
      ...{ data: { title: article.title } },
    });
    const { time, timestamp } = payload as { time: string; timestamp: string };
    expect(timestamp).toBe(time);
    expect(received.headers['content-type']).toMatch(/^application\/cloudevents\+json/);

    await expect.poll(async () => (await deliveriesOf(id))[0]?.status).toBe('delivered');
    const delivery = String(received.headers['webhook-id']);
    const { body } = await bulletin.api('GET', at(`/endpoints/${id}/deliveries/${delivery}`));
    expect(body).toMatchObject({
      id: delivery,
      status: 'delivered',
      sequence: 1,
      attemptCount: 1,
      body: received.body,
    });
    expect(body.attempts).toMatchObject([
      {
        reason: 'event',
        request: { headers: { 'webhook-signature': received.headers['webhook-signature'] } },
        answer: { status: 200, body: 'ok' },
      },
    ]);
    expect((await bulletin.api('GET', at(`/endpoints/${id}`))).body).toMatchObject({ sequence: 1, status: 'enabled' });
  });

  it('hears of what it asked for only: any of a kind, and all kinds', async () => {
    const filter = { types: ['bulletin.article.published.v1'], sections: ['World', 'Transport'], tags: ['Ferries'] };
    await anEndpoint(filter);
    await publish({ section: 'World' });
    await publish({ section: 'Sport', tags: ['ferries'] });
    const wanted = await publish({ section: 'transport', tags: ['ferries', 'ships'] });
    const received = await hears(1);
    expect(received.map(({ body }) => JSON.parse(body).subject)).toEqual([wanted.id]);
  });

  it('can be tried without an article, also when it is disabled', async () => {
    const { id, secret } = await anEndpoint();
    await bulletin.api('PATCH', at(`/endpoints/${id}`), { body: { status: 'disabled' } });
    const answer = await bulletin.api('POST', at(`/endpoints/${id}/test-events`));
    expect([answer.status, answer.body.status]).toEqual([202, 'pending']);
    const [received] = await hears(1);
    expect(received && verified(received, secret)).toMatchObject({ type: 'bulletin.test.v1' });
    const shown = async () => (await bulletin.api('GET', answer.headers.get('location') ?? '')).body;
    await expect.poll(async () => (await shown()).status).toBe('delivered');
    expect(await shown()).toMatchObject({
      body: received?.body,
      attempts: [{ reason: 'test', answer: { status: 200 } }],
    });
    expect((await bulletin.api('GET', at('/events'))).body).toEqual([]);
  });

  it('is signed with both secrets while they are exchanged, and shows each of them once', async () => {
    const { id, secret: old } = await anEndpoint();
    const { status, body } = await bulletin.api('POST', at(`/endpoints/${id}/secret-rotations`));
    expect(status).toBe(201);
    await publish();
    const [received] = await hears(1);
    for (const secret of [old, body.secret]) expect(received && verified(received, secret)).toBeTruthy();
    expect(old).not.toBe(body.secret);
    const shown = await Promise.all(
      [at(`/endpoints/${id}`), at('/endpoints')].map((path) => bulletin.api('GET', path)),
    );
    for (const { text } of shown) expect(text).not.toMatch(/whsec_|sealed/);
    expect(bulletin.log).not.toContain('whsec_');
  });

  it('loses nothing of what happens while it is disabled, unless it is told to', async () => {
    const { id } = await anEndpoint();
    const patch = (body: object) => bulletin.api('PATCH', at(`/endpoints/${id}`), { body });
    expect((await patch({ status: 'disabled' })).body).toMatchObject({ status: 'disabled', disabledReason: 'owner' });
    await publish();
    await publish();
    await patch({ status: 'enabled' });
    const received = await hears(2);
    expect(received.map(({ body }) => Number(JSON.parse(body).sequence))).toEqual([1, 2]);

    await patch({ status: 'disabled' });
    await publish();
    await patch({ status: 'enabled', skipTo: 'head' });
    await publish();
    await hears(3);
    expect(heard().map(({ body }) => Number(JSON.parse(body).sequence))).toEqual([1, 2, 4]);
  });

  it('is sent events again when it asks for them: one, or a range', async () => {
    const { id, secret } = await anEndpoint();
    for (let n = 0; n < 3; n += 1) await publish();
    const first = await hears(3);
    const replay = async (body: object) => bulletin.api('POST', at(`/endpoints/${id}/replays`), { body });

    expect((await replay({ sequence: 2 })).body).toEqual({ events: 1 });
    const [, , , again] = await hears(4);
    expect(again?.headers['webhook-id']).toBe(first[1]?.headers['webhook-id']);
    expect(again && verified(again, secret)).toBeTruthy();

    expect((await replay({ after: 0, until: 3 })).body).toEqual({ events: 3 });
    const all = await hears(7);
    expect(all.slice(4).map(({ body }) => Number(JSON.parse(body).sequence))).toEqual([1, 2, 3]);
    const [, second] = await deliveriesOf(id);
    const { body } = await bulletin.api('GET', at(`/endpoints/${id}/deliveries/${second.id}`));
    expect(body.attempts.map(({ reason }: { reason: string }) => reason)).toEqual(['event', 'replay', 'replay']);

    const refused = await Promise.all(
      [{ sequence: 9 }, { after: 3, until: 3 }, { after: 0, until: 2_000 }].map(replay),
    );
    expect(refused.map(({ body: { code } }) => code)).toEqual(['event.missing', 'request.invalid', 'request.invalid']);
  });

  it('that is removed is sent nothing more', async () => {
    const { id } = await anEndpoint();
    await anEndpoint({ url: `${receiver.url}/other-${publication}` });
    await bulletin.api('DELETE', at(`/endpoints/${id}`));
    await publish();
    await hears(1, `/other-${publication}`);
    expect(heard()).toEqual([]);
    expect((await bulletin.api('GET', at(`/endpoints/${id}`))).body.code).toBe('endpoint.missing');
  });

  it('that says 410 is disabled at once; others hear that one is, and the log says which', async () => {
    receiver.answer = ({ url }, response) =>
      void response.writeHead(url.pathname.startsWith('/gone') ? 410 : 204).end();
    const { id } = await anEndpoint({ url: `${receiver.url}/gone?token=secret` });
    await anEndpoint({ types: ['bulletin.endpoint.disabled.v1'] });
    await publish();
    const [told] = await hears(1);
    const { type, sequence } = JSON.parse(told?.body ?? '');
    expect(type).toBe('bulletin.endpoint.disabled.v1');
    expect(told?.body).not.toContain(id);
    const logged = await bulletin.api('GET', at(`/events/${Number(sequence)}`));
    expect(logged.body).toMatchObject({ subject: id, data: { id, reason: 'gone' } });
    expect(logged.text).not.toContain('token');
    const { body } = await bulletin.api('GET', at(`/endpoints/${id}`));
    expect(body).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
  });
});

it.each([['ftp://127.0.0.1/'], ['http://169.254.169.254/latest/meta-data'], ['https://user:password@example.com/']])(
  'refuses to send anything to %s, and says why',
  async (url) => {
    const { status, body } = await anEndpoint({ url });
    expect([400, 422]).toContain(status);
    expect(body.issues).toMatchObject([{ pointer: '/url', given: url }]);
  },
);

it('killed in the middle of deliveries, sends everything after the next start, and its log tells of every attempt', async () => {
  const data = mkdtempSync(join(tmpdir(), 'bulletin-webhooks-'));
  const options = ['--data', data, '--port', '0', '--empty'];
  let own = await Bulletin.start(options);
  await using slow = await Receiver.start({ answer: (_, response) => void setTimeout(() => response.end(), 20) });
  try {
    await own.api('POST', '/v1/publications', { body: { id: 'kill', title: 'Kill', language: 'en' } });
    const articles = Array.from({ length: 25 }, (_, n) => ({ title: `${n}`, content: { html: '<p>News.</p>' } }));
    const { body: made } = await own.api('POST', '/v1/publications/kill/endpoints', { body: { url: slow.url } });
    for (let batch = 0; batch < 2; batch += 1) {
      const { status } = await own.api('POST', '/v1/publications/kill/article-batches', { body: { articles } });
      expect(status).toBe(201);
    }
    await expect.poll(() => slow.received.length, { interval: 5, timeout: 10_000 }).toBeGreaterThan(5);
    await own.kill();
    expect(slow.received.length).toBeLessThan(50);
    own = await Bulletin.start(options);
    // The lease of whoever was killed has to end first: half a minute, or a tick more when that ring fails.
    const heard = () => new Set(slow.received.map(({ headers }) => headers['webhook-id'])).size;
    await expect.poll(heard, { interval: 250, timeout: 120_000 }).toBe(50);

    const path = `/v1/publications/kill/endpoints/${made.id}/deliveries?limit=100`;
    const deliveries = async () =>
      (await own.api('GET', path)).body.deliveries as { id: string; attemptCount: number; status: string }[];
    await expect.poll(async () => (await deliveries()).every(({ status }) => status === 'delivered')).toBe(true);
    for (const { id, attemptCount } of await deliveries()) {
      const arrivals = slow.received.filter(({ headers }) => headers['webhook-id'] === id);
      expect(attemptCount).toBeGreaterThanOrEqual(arrivals.length);
      for (const arrival of arrivals) expect(verified(arrival, made.secret)).toBeTruthy();
    }
  } finally {
    await own[Symbol.asyncDispose]();
    rmSync(data, { recursive: true, force: true });
  }
}, 150_000);
