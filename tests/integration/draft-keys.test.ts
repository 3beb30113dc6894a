import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArticleId } from '#lib/domain/article.ts';
import { PUBLISHER_ROUTES, type PublisherRoute } from '#lib/http/routes.ts';
import { AnUnreliableTable, Newsroom, type Request } from '../support/newsroom.ts';

const ARTICLES = '/v1/publications/{publication}/articles';
const BATCH = 'POST /v1/publications/{publication}/article-batches';
const DRAFTING = ['articles:draft'] as const;
const content = { title: 'News', content: { html: '<p>News.</p>' } };
const unchanged = { 'if-match': '*' };

let table: AnUnreliableTable;
let room: Newsroom;
beforeAll(async () => {
  table = await AnUnreliableTable.create();
});
afterAll(() => table[Symbol.asyncDispose]());
beforeEach(async () => {
  room = new Newsroom(table);
  await room.deps.publications.add(room.publication);
});

type Asked = Pick<Request, 'route'> & Partial<Request>;

async function ask({ params = {}, headers = {}, ...request }: Asked) {
  const { status, body } = await room.ask({ params, headers, ...request });
  return { status, body: JSON.parse(body ?? '{}') };
}
const asContributor = (request: Asked) => ask({ ...request, scopes: DRAFTING });

const published = { status: 'published' };
const scheduled = () => ({ status: 'scheduled', publishAt: new Date(room.now + 3_600_000).toISOString() });
const headOf = () => room.deps.log.head(room.publication.id);

/** An article as editors made it. */
async function anArticle(status: 'draft' | 'scheduled' | 'published' | 'withdrawn'): Promise<ArticleId> {
  const first = { draft: { status }, scheduled: scheduled(), published, withdrawn: published }[status];
  const body = { ...content, ...first, externalId: 'cms-1' };
  const { id } = (await ask({ route: `POST ${ARTICLES}`, body })).body;
  if (status === 'withdrawn')
    await ask({ route: `PATCH ${ARTICLES}/{article}`, params: { article: id }, headers: unchanged, body: { status } });
  return id;
}

/** A change of an article, by each way that there is. */
const changes = (article: ArticleId, change: object): Asked[] => [
  { route: `PATCH ${ARTICLES}/{article}`, params: { article }, headers: unchanged, body: change },
  { route: `PUT ${ARTICLES}/{article}`, params: { article }, headers: unchanged, body: { ...content, ...change } },
  {
    route: `PUT ${ARTICLES}/by-external-id/{externalId}`,
    params: { externalId: 'cms-1' },
    body: { ...content, ...change },
  },
];

const refusal = (scope: string) => ({ status: 403, body: { code: 'key.out-of-scope', scope } });

describe('a key that may only write drafts', () => {
  it('creates a draft, reads it and changes it by each way that there is', async () => {
    const created = await asContributor({
      route: `POST ${ARTICLES}`,
      body: { ...content, status: 'draft', externalId: 'cms-1' },
    });
    expect([created.status, created.body.status]).toEqual([201, 'draft']);
    const article = created.body.id;
    for (const [index, change] of changes(article, { title: 'Other', externalId: 'cms-1' }).entries()) {
      const body = { ...change.body, title: `Other ${index}` };
      expect(await asContributor({ ...change, body })).toMatchObject({
        status: 200,
        body: { title: `Other ${index}`, status: 'draft' },
      });
    }
    const read = await asContributor({ route: `GET ${ARTICLES}/{article}`, params: { article } });
    expect(read).toMatchObject({ status: 200, body: { title: 'Other 2', revision: 4 } });
  });

  it('creates drafts by their external id, and in batches', async () => {
    const route = `PUT ${ARTICLES}/by-external-id/{externalId}`;
    const params = { externalId: 'cms-2' };
    expect((await asContributor({ route, params, body: { ...content, status: 'draft' } })).status).toBe(201);
    const articles = [
      { ...content, status: 'draft' },
      { ...content, status: 'draft' },
    ];
    expect((await asContributor({ route: BATCH, body: { articles } })).status).toBe(201);
  });

  it.each([
    ['published', () => published],
    ['scheduled', scheduled],
    ['left out, which publishes', () => ({})],
    ['scheduled without a time', () => ({ status: 'scheduled' })],
    ['withdrawn', () => ({ status: 'withdrawn' })],
  ])('creates nothing whose status is %s', async (_, over) => {
    const body = { ...content, ...over() };
    const params = { externalId: 'cms-2' };
    for (const request of [
      { route: `POST ${ARTICLES}`, body },
      { route: `PUT ${ARTICLES}/by-external-id/{externalId}`, params, body },
      { route: BATCH, body: { articles: [body] } },
    ])
      expect(await asContributor(request), request.route).toMatchObject(refusal('articles:write'));
    expect(await headOf()).toBe(0);
  });

  it('creates nothing of a batch that has one article to publish, and is told which', async () => {
    const articles = [{ ...content, status: 'draft' }, { ...content, ...published }, content];
    const { status, body } = await asContributor({ route: BATCH, body: { articles } });
    expect([status, body.code]).toEqual([403, 'key.out-of-scope']);
    expect(body.results).toMatchObject([{ status: 424 }, { status: 403 }, { status: 403 }]);
    expect(body.issues).toMatchObject([
      { pointer: '/articles/1/status', given: 'published' },
      { pointer: '/articles/2/status' },
    ]);
    expect(await headOf()).toBe(0);
  });

  it.each([
    ['published', () => published],
    ['scheduled', scheduled],
  ])('makes no draft %s', async (_, to) => {
    const article = await anArticle('draft');
    for (const change of changes(article, to()))
      expect(await asContributor(change), change.route).toMatchObject(refusal('articles:write'));
    expect(await room.current(article)).toMatchObject({ status: 'draft', revision: 1 });
  });

  it.each(['scheduled', 'published', 'withdrawn'] as const)('neither changes nor reads what is %s', async (status) => {
    const article = await anArticle(status);
    const before = await room.current(article);
    const head = await headOf();
    const tried = [
      {},
      { title: 'Other' },
      { status: 'draft' },
      { status: 'withdrawn' },
      { status: 'published' },
      { correction: 'It was so.' },
      { title: 'Other', minor: true },
    ];
    for (const change of tried.flatMap((over) => changes(article, over)))
      expect(await asContributor(change), `${change.route} ${JSON.stringify(change.body)}`).toMatchObject(
        refusal('articles:write'),
      );
    const read = { route: `GET ${ARTICLES}/{article}`, params: { article } };
    const { status: answered, body } = await asContributor(read);
    expect([answered, body.code, body.scope]).toEqual([403, 'key.out-of-scope', 'articles:read']);
    expect(JSON.stringify(body)).not.toContain('News');
    expect([await room.current(article), await headOf()]).toEqual([before, head]);
  });

  it('deletes nothing, not even a draft', async () => {
    const article = await anArticle('draft');
    const deletion = { route: `DELETE ${ARTICLES}/{article}`, params: { article }, headers: unchanged };
    expect(await asContributor(deletion)).toMatchObject(refusal('articles:write'));
  });

  it('brings back an earlier revision of a draft, and of nothing else', async () => {
    const article = await anArticle('draft');
    const put = (over: object) => ({
      ...{ route: `PUT ${ARTICLES}/{article}`, params: { article }, headers: unchanged },
      body: { ...content, ...over },
    });
    await ask(put({ title: 'Second' }));
    const revision = await ask({
      route: `GET ${ARTICLES}/{article}/revisions/{revision}`,
      params: { article, revision: '1' },
    });
    expect(await asContributor({ ...put({}), body: revision.body.draft })).toMatchObject({
      status: 200,
      body: { title: 'News' },
    });
    await ask(put({ title: 'News', ...published }));
    expect(await asContributor({ ...put({}), body: revision.body.draft })).toMatchObject(refusal('articles:write'));
  });

  it('is refused again, the same way, when it repeats a request under its idempotency key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const publishing = { route: `POST ${ARTICLES}`, headers, body: { ...content, ...published } };
    for (const _ of [1, 2]) expect(await asContributor(publishing)).toMatchObject(refusal('articles:write'));
  });

  const open: readonly string[] = [
    `POST ${ARTICLES}`,
    `GET ${ARTICLES}/{article}`,
    `PUT ${ARTICLES}/{article}`,
    `PATCH ${ARTICLES}/{article}`,
    `PUT ${ARTICLES}/by-external-id/{externalId}`,
    BATCH,
  ];
  const others = (Object.keys(PUBLISHER_ROUTES) as PublisherRoute[]).filter(
    (route) => !open.includes(route) && !/\/events/.test(route),
  );
  it.each(others)('is refused at %s', async (route) => {
    expect((await asContributor({ route, body: {} })).status).toBe(403);
  });
});

it('a key that may read and write drafts reads every article, and publishes none', async () => {
  const scopes = ['articles:read', 'articles:draft'] as const;
  const article = await anArticle('published');
  const params = { article };
  expect((await ask({ route: `GET ${ARTICLES}/{article}`, params, scopes })).status).toBe(200);
  const change = { route: `PATCH ${ARTICLES}/{article}`, params, headers: unchanged, body: { title: 'Other' }, scopes };
  expect(await ask(change)).toMatchObject(refusal('articles:write'));
});
