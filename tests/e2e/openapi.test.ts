import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '#lib/api/catalogue.ts';
import type { OpenApiDocument } from '#lib/api/document.ts';
import { EXAMPLES } from '#lib/api/examples.ts';
import { PUBLISHER_ROUTES, type PublisherRoute, scopesFor } from '#lib/http/routes.ts';
import { type ApiAnswer, Bulletin } from '../support/bulletin.ts';
import { documentJudge } from '../support/open-api.ts';
import { Receiver } from '../support/receiver.ts';

/** What a call is made with; what it leaves out comes from the example of its operation. */
interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly key?: string;
}

let bulletin: Bulletin;
let receiver: Receiver;
let document: OpenApiDocument;
let judge: ReturnType<typeof documentJudge>;
let publisherKey: string;
const known = { publication: 'harbour-post', author: 'mira-lindqvist', externalId: 'cms-4711', sequence: '1' };
const nobody = 'art_01jdf0e8m3c2x9k4q7w5v6b8n1';

const routes = Object.keys(PUBLISHER_ROUTES) as PublisherRoute[];
const call = (route: string, { path = {}, query = '', headers = {}, body, key }: Call = {}) => {
  const [method = '', template = ''] = route.split(' ');
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent({ ...known, revision: '1', ...path }[name] ?? ''),
  );
  return bulletin.api(method, `${filled}${query}`, { body, headers, ...(key !== undefined && { key }) });
};

async function expectDescribed(route: string, given?: Call): Promise<ApiAnswer> {
  const answer = await call(route, given);
  expect(judge(route, answer), `${route} ${answer.status} ${answer.text.slice(0, 300)}`).toEqual([]);
  return answer;
}

const articles = '/v1/publications/{publication}/articles';
let fresh = 0;
const newArticle = async (body: object = {}) => {
  fresh += 1;
  const answer = await call(`POST ${articles}`, {
    body: { ...EXAMPLES.ArticleDraft, title: `Ferry ${fresh}`, ...body },
  });
  return { article: String(answer.body.id) };
};
const newKey = async () => {
  const { body } = await call('POST /v1/publications/{publication}/keys', { body: EXAMPLES.KeyDraft });
  return { key: String(body.id) };
};
const newEndpoint = async () => {
  const body = { ...EXAMPLES.EndpointDraft, url: receiver.url };
  const answer = await call('POST /v1/publications/{publication}/endpoints', { body });
  return { endpoint: String(answer.body.id) };
};
const newDelivery = async () => {
  const path = await newEndpoint();
  const answer = await call('POST /v1/publications/{publication}/endpoints/{endpoint}/test-events', { path });
  return { ...path, delivery: String(answer.body.id) };
};
const unchanged = { 'if-match': '"1"' };

/** A call of each operation that does what it is for, made with the document’s examples. */
const VALID: Record<PublisherRoute, () => Call | Promise<Call>> = {
  'POST /v1/publications': () => ({ body: { ...EXAMPLES.PublicationDraft, id: 'another' } }),
  'GET /v1/publications': () => ({ query: '?limit=1' }),
  'GET /v1/publications/{publication}': () => ({}),
  'PATCH /v1/publications/{publication}': () => ({ body: EXAMPLES.PublicationPatch }),
  'GET /v1/publications/{publication}/authors': () => ({ query: '?limit=1' }),
  'GET /v1/publications/{publication}/authors/{author}': () => ({}),
  'PUT /v1/publications/{publication}/authors/{author}': () => ({ body: EXAMPLES.AuthorProfile }),
  'DELETE /v1/publications/{publication}/authors/{author}': async () => {
    const path = { author: 'gone' };
    await call('PUT /v1/publications/{publication}/authors/{author}', { path, body: EXAMPLES.AuthorProfile });
    return { path };
  },
  'POST /v1/publications/{publication}/articles': () => ({
    body: { ...EXAMPLES.ArticleDraft, content: { html: '<p>Full.</p><script>x</script>' }, authors: [known.author] },
  }),
  'GET /v1/publications/{publication}/articles': () => ({ query: '?limit=1' }),
  'POST /v1/publications/{publication}/article-batches': () => ({ body: EXAMPLES.ArticleBatch }),
  'PUT /v1/publications/{publication}/articles/by-external-id/{externalId}': () => ({ body: EXAMPLES.ArticleChange }),
  'GET /v1/publications/{publication}/articles/{article}': async () => ({ path: await newArticle() }),
  'PUT /v1/publications/{publication}/articles/{article}': async () => ({
    ...{ path: await newArticle(), headers: unchanged, body: EXAMPLES.ArticleChange },
  }),
  'PATCH /v1/publications/{publication}/articles/{article}': async () => ({
    ...{ path: await newArticle(), headers: unchanged, body: EXAMPLES.ArticlePatch },
  }),
  'DELETE /v1/publications/{publication}/articles/{article}': async () => ({
    ...{ path: await newArticle(), headers: unchanged },
  }),
  'GET /v1/publications/{publication}/articles/{article}/related': async () => ({ path: await newArticle() }),
  'GET /v1/publications/{publication}/articles/{article}/revisions': async () => ({ path: await newArticle() }),
  'GET /v1/publications/{publication}/articles/{article}/revisions/{revision}': async () => ({
    path: await newArticle(),
  }),
  'GET /v1/publications/{publication}/events': () => ({ query: '?limit=1000' }),
  'GET /v1/publications/{publication}/events/{sequence}': () => ({}),
  'POST /v1/publications/{publication}/endpoints': () => ({ body: { ...EXAMPLES.EndpointDraft, url: receiver.url } }),
  'GET /v1/publications/{publication}/endpoints': () => ({}),
  'GET /v1/publications/{publication}/endpoints/{endpoint}': async () => ({ path: await newEndpoint() }),
  'PATCH /v1/publications/{publication}/endpoints/{endpoint}': async () => ({
    ...{ path: await newEndpoint(), body: EXAMPLES.EndpointPatch },
  }),
  'DELETE /v1/publications/{publication}/endpoints/{endpoint}': async () => ({ path: await newEndpoint() }),
  'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries': async () => ({
    ...{ path: await newDelivery(), query: '?limit=1' },
  }),
  'GET /v1/publications/{publication}/endpoints/{endpoint}/deliveries/{delivery}': async () => ({
    path: await newDelivery(),
  }),
  'POST /v1/publications/{publication}/endpoints/{endpoint}/replays': async () => ({
    ...{ path: await newEndpoint(), body: EXAMPLES.Replay },
  }),
  'POST /v1/publications/{publication}/endpoints/{endpoint}/secret-rotations': async () => ({
    ...{ path: await newEndpoint(), body: EXAMPLES.SecretRotation },
  }),
  'POST /v1/publications/{publication}/endpoints/{endpoint}/test-events': async () => ({ path: await newEndpoint() }),
  'POST /v1/publications/{publication}/keys': () => ({ body: EXAMPLES.KeyDraft }),
  'GET /v1/publications/{publication}/keys': () => ({}),
  'GET /v1/publications/{publication}/keys/{key}': async () => ({ path: await newKey() }),
  'DELETE /v1/publications/{publication}/keys/{key}': async () => ({ path: await newKey() }),
  'POST /v1/publications/{publication}/keys/{key}/rotations': async () => ({
    ...{ path: await newKey(), body: EXAMPLES.KeyRotation },
  }),
};

beforeAll(async () => {
  [bulletin, receiver] = await Promise.all([Bulletin.start(), Receiver.start()]);
  document = (await bulletin.api('GET', '/v1/openapi.json', { key: '' })).body;
  judge = documentJudge(document);
  await call('POST /v1/publications', { body: EXAMPLES.PublicationDraft });
  await call('PUT /v1/publications/{publication}/authors/{author}', { body: EXAMPLES.AuthorProfile });
  await newArticle();
  const reader = { name: 'reader', scopes: ['articles:read'] };
  publisherKey = (await call('POST /v1/publications/{publication}/keys', { body: reader })).body.key;
});
afterAll(async () => {
  await bulletin[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

describe.each(routes)('%s', (route) => {
  const operation = OPERATIONS[route];

  it('does what it is for, and answers as described', async () => {
    const { status } = await expectDescribed(route, await VALID[route]());
    expect(Object.keys(operation.answers)).toContain(String(status));
  });

  it('refuses as described what it cannot take', async () => {
    const valid = await VALID[route]();
    const wrong: Call[] = [
      ...(route.includes('{') ? [{ ...valid, path: { ...valid.path, publication: 'nowhere', article: nobody } }] : []),
      ...[...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ ...valid, path: { ...valid.path, [name]: '%' } })),
      ...('query' in operation ? ['?limit=0', '?unknown=1'].map((query) => ({ ...valid, query })) : []),
      ...('body' in operation
        ? [
            { ...valid, body: [] },
            { ...valid, body: '{' },
            { ...valid, headers: { 'content-type': 'text/plain' } },
          ]
        : []),
      ...('headers' in operation
        ? [
            { ...valid, headers: { 'if-match': '"9"' } },
            { ...valid, headers: {} },
          ]
        : []),
    ];
    for (const given of wrong) await expectDescribed(route, given);
  });

  it('refuses as described whoever may not', async () => {
    const valid = await VALID[route]();
    const statuses = [];
    for (const key of ['', 'blt_live_x']) statuses.push((await expectDescribed(route, { ...valid, key })).status);
    expect(statuses).toEqual([401, 401]);
    const { status } = await expectDescribed(route, { ...valid, key: publisherKey });
    if (!scopesFor(route).includes('articles:read')) expect(status).toBe(403);
  });
});

describe('the document', () => {
  it('is for everybody, and need not be sent twice', async () => {
    const first = await fetch(`${bulletin.addresses.url}/v1/openapi.json`, {
      headers: { origin: 'https://x.example' },
    });
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    const etag = first.headers.get('etag') ?? '';
    const again = await bulletin.api('GET', '/v1/openapi.json', { key: '', headers: { 'if-none-match': etag } });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('says how articles are refused that clash, are gone or were not known well enough', async () => {
    const { article } = await newArticle({ slug: 'taken', externalId: 'taken' });
    const path = { article };
    const codes: unknown[] = [];
    const refused = async (route: string, given: Call) => codes.push((await expectDescribed(route, given)).body.code);
    await refused(`POST ${articles}`, { body: { ...EXAMPLES.ArticleDraft, slug: 'taken' } });
    await refused(`POST ${articles}`, { body: { ...EXAMPLES.ArticleDraft, externalId: 'taken' } });
    await refused(`DELETE ${articles}/{article}`, { path, headers: { 'if-match': '"9"' } });
    await refused(`DELETE ${articles}/{article}`, { path });
    await call(`DELETE ${articles}/{article}`, { path, headers: unchanged });
    await refused(`GET ${articles}/{article}`, { path });
    expect(codes).toEqual([
      ...['article.slug-taken', 'article.external-id-taken', 'article.stale', 'article.unconditional'],
      'article.deleted',
    ]);
  });

  it('says that a key has had all its requests of the minute', async () => {
    const body = { ...EXAMPLES.KeyDraft, requestsPerMinute: 1 };
    const { key } = (await call('POST /v1/publications/{publication}/keys', { body })).body;
    const asked = async () => (await expectDescribed(`GET ${articles}`, { key })).body.code;
    await expect.poll(asked).toBe('key.exhausted');
  });

  it('has every open route as it is', async () => {
    const open = Object.entries(document.paths).filter(([path]) => !path.startsWith('/v1/publications'));
    for (const [path, methods] of open) {
      for (const [method, { parameters, responses }] of Object.entries(methods)) {
        const examples = Object.fromEntries(parameters.map(({ name, example = '' }) => [name, example]));
        const given = { path: { ...examples, publication: known.publication }, key: '' };
        const { status, headers } = await call(`${method.toUpperCase()} ${path}`, given);
        const types = Object.keys(responses[status]?.content ?? {});
        expect(Object.keys(responses), `${method} ${path}`).toContain(String(status));
        if (types.length > 0) expect(types).toContain(headers.get('content-type')?.split(';')[0]);
      }
    }
  });
});
