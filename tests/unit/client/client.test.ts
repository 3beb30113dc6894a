import { describe, expect, it } from 'vitest';
import { type BulletinClient, bulletinClient } from '#lib/client/client.ts';
import { Refusal } from '#lib/client/refusal.ts';

const problem = {
  type: 'about:blank#x',
  title: 'Article stale',
  status: 412,
  code: 'article.stale',
  detail: 'changed',
};
const refused = (status: number, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ ...problem, status }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });

/** A client of a server that gives these answers, one after the other; and what it was sent, and how long it was kept waiting. */
function clientOf(...answers: Response[]) {
  const sent: Request[] = [];
  const waited: number[] = [];
  const client = bulletinClient({
    url: 'http://bulletin.example/',
    key: 'blt_live_x',
    fetch: async (request) => {
      sent.push(request);
      return answers[sent.length - 1] ?? Response.error();
    },
    wait: async (ms) => waited.push(ms),
  });
  return { client, sent, waited };
}

const post = (client: BulletinClient) =>
  client.POST('/v1/publications/{publication}/articles', {
    params: { path: { publication: 'harbour post' } },
    body: { title: 'News', content: { html: '<p>News.</p>' } },
  });

describe('the client', () => {
  it('sends what it is given, with its key', async () => {
    const { client, sent } = clientOf(Response.json({ id: 'art_1' }, { status: 201 }));
    const { data, response } = await post(client);
    const [request] = sent;
    expect([request?.method, request?.url]).toEqual([
      'POST',
      'http://bulletin.example/v1/publications/harbour%20post/articles',
    ]);
    expect(request?.headers.get('authorization')).toBe('Bearer blt_live_x');
    expect(await request?.json()).toEqual({ title: 'News', content: { html: '<p>News.</p>' } });
    expect([data, response.status]).toEqual([{ id: 'art_1' }, 201]);
  });

  it('sends parameters of the query and the header', async () => {
    const { client, sent } = clientOf(Response.json({}), new Response(null, { status: 204 }));
    await client.GET('/v1/publications', { params: { query: { limit: 5, cursor: 'a&b' } } });
    const { data } = await client.DELETE('/v1/publications/{publication}/articles/{article}', {
      params: { path: { publication: 'one', article: 'art_1' }, header: { 'If-Match': '"3"' } },
    });
    expect(sent[0]?.url).toBe('http://bulletin.example/v1/publications?limit=5&cursor=a%26b');
    expect(sent[1]?.headers.get('if-match')).toBe('"3"');
    expect(data).toBeUndefined();
  });

  it('throws a refusal that carries the problem document', async () => {
    const issues = [{ pointer: '/title', expected: 'text' }];
    const { client } = clientOf(Response.json({ ...problem, issues }, { status: 412, headers: { etag: '"4"' } }));
    const refusal = await post(client).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ message: 'changed', status: 412, code: 'article.stale', issues, problem });
    expect(refusal).toHaveProperty('response.headers', expect.any(Headers));
  });

  it.each([
    ['a gateway’s words', Response.json({ message: 'Bad Gateway' }, { status: 502, statusText: 'Bad Gateway' })],
    ['a page', new Response('<h1>Bad Gateway</h1>', { status: 502, statusText: 'Bad Gateway' })],
    ['nothing', new Response(null, { status: 502, statusText: 'Bad Gateway' })],
  ])('throws a refusal of %s, too', async (_, answer) => {
    const { client } = clientOf(answer);
    await expect(post(client)).rejects.toMatchObject({
      status: 502,
      code: undefined,
      message: 'Bad Gateway',
      issues: [],
    });
  });
});

describe('a request that was too much at the moment', () => {
  it.each([429, 503])('and was answered %i is sent again after Retry-After, whole', async (status) => {
    const { client, sent, waited } = clientOf(refused(status, { 'retry-after': '2' }), Response.json({ id: 'art_1' }));
    expect((await post(client)).data).toEqual({ id: 'art_1' });
    expect(waited).toEqual([2000]);
    expect(await sent[1]?.json()).toEqual({ title: 'News', content: { html: '<p>News.</p>' } });
  });

  it('is known again by its idempotency key', async () => {
    const { client, sent } = clientOf(refused(503, { 'retry-after': '0' }), Response.json({}), Response.json({}));
    await post(client);
    await post(client);
    const [first, again, other] = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(first).toMatch(/^"[\w-]{36}"$/);
    expect([again, other === first]).toEqual([first, false]);
  });

  it('is sent again when the date is there that Retry-After says', async () => {
    const { client, waited } = clientOf(
      refused(503, { 'retry-after': new Date(Date.now() + 5000).toUTCString() }),
      Response.json({}),
    );
    await post(client);
    expect(waited[0]).toBeGreaterThan(0);
    expect(waited[0]).toBeLessThanOrEqual(5000);
  });

  it('is given up after four attempts', async () => {
    const { client, sent } = clientOf(...Array.from({ length: 9 }, () => refused(503, { 'retry-after': '1' })));
    await expect(post(client)).rejects.toMatchObject({ status: 503 });
    expect(sent).toHaveLength(4);
  });

  it.each([
    ['the answer does not say when', refused(503)],
    ['it says what is no time', refused(503, { 'retry-after': 'soon' })],
    ['it says to wait for longer than anybody waits', refused(503, { 'retry-after': '3600' })],
    ['it is refused for another reason', refused(409, { 'retry-after': '1' })],
  ])('is not sent again when %s', async (_, answer) => {
    const { client, sent } = clientOf(answer, Response.json({}));
    await expect(post(client)).rejects.toBeInstanceOf(Refusal);
    expect(sent).toHaveLength(1);
  });
});
