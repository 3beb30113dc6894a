import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EndpointId } from '#lib/domain/endpoint.ts';
import { later } from '#lib/domain/instant.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import type { PublisherRoute } from '#lib/http/routes.ts';
import { ATable } from '../support/a-table.ts';
import { AnApi, type Asked } from '../support/an-api.ts';
import { atRequest } from '../support/interrupted.ts';

let store: ATable;
let api: AnApi;
const path = '/v1/publications/{publication}';
const articles = `${path}/articles` as const;
const publication = 'harbour-post' as PublicationId;
const content = { html: '<p>News.</p>' };
const draft = { title: 'News', content };

beforeAll(async () => {
  store = await ATable.create();
  api = new AnApi(store);
  await api.ask('POST /v1/publications', { body: { id: publication, title: 'Harbour Post', language: 'en' } });
});
afterAll(() => store[Symbol.asyncDispose]());

const ask = (route: PublisherRoute, { params, ...asked }: Asked = {}) =>
  api.ask(route, { params: { publication, ...params }, ...asked });
const published = async (over: object = {}) => (await ask(`POST ${articles}`, { body: { ...draft, ...over } })).body;
const patch = async ({ id, revision }: { id: string; revision: number }, body: object) =>
  ask(`PATCH ${articles}/{article}`, { params: { article: id }, headers: { 'if-match': `"${revision}"` }, body });

describe('an idempotency key', () => {
  const once = (key: string, over: Record<string, string> = {}) => ({ 'idempotency-key': `"${key}"`, ...over });

  it('is of one request: refused with another body, at another address, or with another method', async () => {
    const [one, two] = [await published(), await published()];
    const headers = once('of one', { 'if-match': '"1"' });
    const put = (article: string, body: object) =>
      ask(`PUT ${articles}/{article}`, { params: { article }, headers, body });
    expect((await put(one.id, { ...draft, title: 'Newer' })).status).toBe(200);

    const body = { ...draft, title: 'Newer' };
    const others = [
      await put(one.id, { ...draft, title: 'Newest' }),
      await put(two.id, body),
      await ask(`PATCH ${articles}/{article}`, { params: { article: one.id }, headers, body }),
    ];
    expect(others.map(({ status, body: { code } }) => [status, code])).toEqual(
      others.map(() => [422, 'idempotency-key.reused']),
    );
    expect((await ask(`GET ${articles}/{article}`, { params: { article: two.id } })).body.revision).toBe(1);
  });

  it('is the same with its quotes and without them', async () => {
    const first = await ask(`POST ${articles}`, { headers: once('quoted'), body: draft });
    const again = await ask(`POST ${articles}`, { headers: { 'idempotency-key': 'quoted' }, body: draft });
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  });

  it('keeps no answer that may pass: the request is carried out when it is made again', async () => {
    const request = { headers: once('unavailable'), body: { ...draft, title: 'At the second try' } };
    let isAnswered = false;
    for (let nth = 1; !isAnswered; nth += 1) {
      const asked = { ...request, headers: once(`unavailable ${nth}`) };
      // The first request finds out whose key it is, before the function is called.
      using _ = atRequest(store, nth + 1, () => Promise.reject(new Error('no answer')));
      const { status } = await ask(`POST ${articles}`, asked);
      isAnswered = status === 201;
      if (!isAnswered) expect([status, (await ask(`POST ${articles}`, asked)).status]).toEqual([503, 201]);
    }
  });
});

describe('an article', () => {
  it.each(['PUT', 'PATCH', 'DELETE'] as const)(
    'is not changed by %s without If-Match, or with that of another revision',
    async (method) => {
      const { id: article } = await published();
      const route = `${method} ${articles}/{article}` as const;
      const change = (headers: Record<string, string>) => ask(route, { params: { article }, headers, body: draft });
      expect([(await change({})).status, (await change({ 'if-match': '"2"' })).status]).toEqual([428, 412]);
      expect((await ask(`GET ${articles}/{article}`, { params: { article } })).body.revision).toBe(1);
      expect((await change({ 'if-match': '"1"' })).status).toBeLessThan(300);
    },
  );

  it.each(['0', '2', '3', '-1', '1abc', '01', '1.0', '99999999999'])('has no revision %s', async (revision) => {
    const { id: article } = await published();
    const { status, body } = await ask(`GET ${articles}/{article}/revisions/{revision}`, {
      params: { article, revision },
    });
    expect([status, body.code]).toEqual([404, 'revision.missing']);
  });
});

it.each(['0', '-1', '1abc', '1.0', '0x1', '999999', '9999999999999'])('the log has no event %s', async (sequence) => {
  await published();
  const { status, body } = await ask(`GET ${path}/events/{sequence}`, { params: { sequence } });
  expect([status, body.code]).toEqual([404, 'event.missing']);
});

it('what keys and endpoints are checked with is shown once, or never', async () => {
  const key = await ask(`POST ${path}/keys`, { body: { name: 'cms', scopes: ['articles:read'] } });
  const params = { key: key.body.id };
  const rotated = await ask(`POST ${path}/keys/{key}/rotations`, { params });
  const endpoint = await ask(`POST ${path}/endpoints`, { body: { url: 'https://receiver.example/' } });
  const at = { endpoint: endpoint.body.id };
  const secret = await ask(`POST ${path}/endpoints/{endpoint}/secret-rotations`, { params: at });
  const later = [
    await ask(`GET ${path}/keys`),
    await ask(`GET ${path}/keys/{key}`, { params }),
    await ask(`GET ${path}/endpoints`),
    await ask(`GET ${path}/endpoints/{endpoint}`, { params: at }),
    await ask(`PATCH ${path}/endpoints/{endpoint}`, { params: at, body: { description: 'ours' } }),
  ];
  for (const { text } of later) expect(text).not.toMatch(/blt_|whsec_|sealed/);
  const hashes = await Promise.all([key, rotated].map(({ body }) => api.deps.keys.get(body.id)));
  for (const { text } of [...later, key, rotated, endpoint, secret])
    for (const kept of hashes) expect(text).not.toContain(kept?.hash);
});

describe('a patch', () => {
  const image = { url: 'https://pictures.example/1.jpg', alt: 'A bridge', width: 800, height: 600 };

  it('changes of an object what it names, removes what is null, and leaves the rest', async () => {
    const article = await published({ image, summary: 'Short.', tags: ['a', 'b'] });
    const { status, body } = await patch(article, {
      image: { alt: 'A ferry', width: null, height: null },
      summary: null,
    });
    expect(status).toBe(200);
    const { width: _gone, height: _too, ...left } = image;
    expect(body).toMatchObject({ tags: ['a', 'b'], image: { ...left, alt: 'A ferry' } });
    expect([body.summary, body.image.width]).toEqual([undefined, undefined]);
  });

  it('that publishes what was scheduled gives up the time that was planned', async () => {
    const article = await published({ status: 'scheduled', publishAt: later(api.now, 3_600_000) });
    const { status, body } = await patch(article, { status: 'published' });
    expect([status, body.status, body.publishAt, body.publishedAt]).toEqual([200, 'published', undefined, api.now]);
  });

  it('of what is scheduled leaves the time that was planned', async () => {
    const publishAt = later(api.now, 3_600_000);
    const { body } = await patch(await published({ status: 'scheduled', publishAt }), { title: 'Later' });
    expect(body).toMatchObject({ status: 'scheduled', publishAt, title: 'Later' });
  });
});

it('a batch that is refused says of each article whether it is the reason', async () => {
  const list = Array.from({ length: 12 }, (_, n) => ({ ...draft, title: n === 2 || n === 11 ? '' : `Number ${n}` }));
  const { status, body } = await ask(`POST ${path}/article-batches`, { body: { articles: list } });
  expect(status).toBe(400);
  const statuses = body.results.map((result: { status: number }) => result.status);
  expect(statuses).toEqual([424, 424, 400, ...Array.from({ length: 8 }, () => 424), 400]);
  expect(body.results[11].issues).toMatchObject([{ pointer: '/title' }]);
});

describe('an endpoint', () => {
  const made = async (): Promise<EndpointId> =>
    (await ask(`POST ${path}/endpoints`, { body: { url: 'https://receiver.example/' } })).body.id;

  it('says when it is tried next as long as it is enabled', async () => {
    const endpoint = await made();
    const wakeAt = later(api.now, 60_000);
    const lease = { publication, endpoint, holder: 'sender' };
    const taken = await api.deps.courses.take(lease, { now: api.now, until: wakeAt });
    if (!taken) throw new Error('somebody else has it');
    await api.deps.courses.move(lease, { before: taken.course, after: { ...taken.course, wakeAt } });
    const shown = async () => (await ask(`GET ${path}/endpoints/{endpoint}`, { params: { endpoint } })).body;
    expect(await shown()).toMatchObject({ status: 'enabled', nextAttemptAt: wakeAt });
    const body = { status: 'disabled' };
    const { body: disabled } = await ask(`PATCH ${path}/endpoints/{endpoint}`, { params: { endpoint }, body });
    for (const one of [disabled, await shown()]) {
      expect(one).toMatchObject({ status: 'disabled', disabledReason: 'owner' });
      expect(one).not.toHaveProperty('nextAttemptAt');
    }
  });

  it('shows of a delivery the body of that very event', async () => {
    const endpoint = await made();
    for (const title of ['Before', 'The one', 'After']) await published({ title });
    const events = await api.deps.log.read(publication, { after: 0, limit: 1_000 });
    const event = events.find(({ data }) => data && 'title' in data && data.title === 'The one');
    if (!event) throw new Error('there is no such event');
    const { id, type, sequence } = event;
    const sent = { status: 'delivered' as const, attempts: [], attemptCount: 0 };
    const deliveries = [{ id, type, endpoint, sequence: Number(sequence), ...sent }];
    await api.deps.deliveries.note(endpoint, { now: api.now, deliveries });
    const params = { endpoint, delivery: id };
    const { body } = await ask(`GET ${path}/endpoints/{endpoint}/deliveries/{delivery}`, { params });
    expect(JSON.parse(body.body)).toMatchObject({ id, sequence, data: { title: 'The one' } });
  });
});

it('a cursor is of one list with its filters, and of no other', async () => {
  for (const _ of [1, 2]) await published({ tags: ['harbour'] });
  await api.readLog(publication);
  const { cursor } = (await ask(`GET ${articles}`, { query: 'limit=1&tag=harbour' })).body;
  expect(cursor).toBeDefined();
  expect((await ask(`GET ${articles}`, { query: `limit=2&tag=harbour&cursor=${cursor}` })).status).toBe(200);
  for (const query of ['', 'tag=bridge', 'tag=harbour&status=draft']) {
    const { status, body } = await ask(`GET ${articles}`, { query: `${query}&cursor=${cursor}` });
    expect([status, body.code], query).toEqual([400, 'cursor.malformed']);
  }
});
