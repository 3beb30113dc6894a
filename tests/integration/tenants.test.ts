import { paginateScan } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS, SCHEMAS } from '#lib/api/catalogue.ts';
import { EXAMPLES } from '#lib/api/examples.ts';
import type { Operation } from '#lib/api/operation.ts';
import { PUBLISHER_ROUTES, type PublisherRoute } from '#lib/http/routes.ts';
import type { Item } from '#lib/storage/keys.ts';
import { ATable } from '../support/a-table.ts';
import { AnApi, type Answered } from '../support/an-api.ts';

let store: ATable;
let api: AnApi;
const routes = Object.keys(PUBLISHER_ROUTES) as PublisherRoute[];
const path = '/v1/publications/{publication}';

/** Stands in every text of somebody else, so that it is seen wherever it gets to. */
const MARK = 'marigold';

/** So small that all of it can be compared, again and again. */
function withATableOfItsOwn(): void {
  beforeAll(async () => {
    store = await ATable.create();
    api = new AnApi(store);
  });
  afterAll(() => store[Symbol.asyncDispose]());
}

interface Tenant {
  /** A key with every scope there is, bound to the publication. */
  readonly key: string;
  /** What a route's variables are filled with. */
  readonly ids: Readonly<Record<string, string>>;
}

let count = 0;

/** A publication of its own with one of everything, and something that waits to be sent. */
async function aTenant(mark: string): Promise<Tenant> {
  count += 1;
  const [publication, author, externalId] = [`post-${count}`, `author-${count}`, `external-${count}`];
  const made = async (route: PublisherRoute, body?: object, params = {}) => {
    const answer = await api.ask(route, { params: { publication, ...params }, body });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.body.id as string;
  };
  await made('POST /v1/publications', { id: publication, title: mark, language: 'en' });
  await made(`PUT ${path}/authors/{author}`, { name: mark }, { author });
  const content = { html: `<p>${mark}</p>` };
  const article = await made(`POST ${path}/articles`, { title: mark, content, externalId, tags: ['news'] });
  const endpoint = await made(`POST ${path}/endpoints`, { url: `https://${mark}.example/` });
  const delivery = await made(`POST ${path}/endpoints/{endpoint}/test-events`, undefined, { endpoint });
  await made(`POST ${path}/endpoints/{endpoint}/replays`, { sequence: 1 }, { endpoint });
  const key = await made(`POST ${path}/keys`, { name: mark, scopes: ['articles:read'] });
  const ids = { publication, author, externalId, article, endpoint, delivery, key, revision: '1', sequence: '1' };
  return { key: await api.keyOf(publication), ids };
}

const twoTenants = async () => ({ ours: await aTenant('magnolia'), theirs: await aTenant(MARK) });

const variablesOf = (route: string): string[] => [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
/** Unlike an id, these mean something in each publication by itself. */
const OWN_NAMES = new Set(['author', 'externalId', 'sequence', 'revision']);
const foreignIn = (route: string) =>
  variablesOf(route).filter((name) => name !== 'publication' && !OWN_NAMES.has(name));

/** A request that is good in every other way; without a key, it is an operator's. */
function ask(route: PublisherRoute, params: Tenant['ids'], key?: string): Promise<Answered> {
  for (const name of variablesOf(route)) if (!params[name]) throw new Error(`a new variable: '${name}'`);
  const operation: Operation = OPERATIONS[route];
  const schema = Object.entries(SCHEMAS).find(([, one]) => one === operation.body)?.[0];
  const body = schema && EXAMPLES[schema as keyof typeof EXAMPLES];
  return api.ask(route, { params, headers: { 'if-match': '"1"' }, ...(body && { body }), ...(key && { key }) });
}

/** Every item by its key. */
async function wholeTable(): Promise<Map<string, string>> {
  const pages = paginateScan({ client: store.client }, { TableName: store.table });
  const items: Item[] = [];
  for await (const { Items = [] } of pages) items.push(...Items);
  const legible = (_: string, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
  return new Map(
    items.map((item) => [`${item.pk?.S} ${item.sk?.S}`, JSON.stringify(Object.entries(item).toSorted(), legible)]),
  );
}

/** Asks, and sees to it that the answer has nothing of somebody else; and which items have changed by it. */
async function asked(route: PublisherRoute, ids: Tenant['ids'], { key }: Partial<Tenant> = {}) {
  const before = await wholeTable();
  const answer = await ask(route, ids, key);
  expect(`${JSON.stringify(answer.headers)} ${answer.text}`).not.toContain(MARK);
  const after = await wholeTable();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  return { ...answer, changed };
}

describe.each(routes)('%s', (route) => {
  withATableOfItsOwn();

  it('is refused in another publication, whoever’s ids are in the address', async () => {
    const { ours, theirs } = await twoTenants();
    for (const ids of [theirs.ids, { ...ours.ids, publication: theirs.ids.publication ?? '' }]) {
      const { status, text, changed } = await asked(route, ids, ours);
      expect([status, changed], text).toEqual([403, []]);
    }
  });

  it('finds nothing of another publication in the caller’s own', async () => {
    const { ours, theirs } = await twoTenants();
    const { publication = '' } = ours.ids;
    const foreign = foreignIn(route);
    for (const names of [...foreign.map((name) => [name]), variablesOf(route)]) {
      const given = Object.fromEntries(names.map((name) => [name, theirs.ids[name] ?? '']));
      const { status, text, changed } = await asked(route, { ...ours.ids, ...given, publication }, ours);
      if (foreign.length > 0) expect([status, changed], text).toEqual([404, []]);
      expect(changed.filter((item) => item.includes(theirs.ids.publication ?? ''))).toEqual([]);
    }
  });

  it('finds nothing in a publication that is not there, and makes nothing there', async () => {
    if (!route.includes('{publication}')) return;
    const { ids } = await aTenant('magnolia');
    const { status, text, changed } = await asked(route, { ...ids, publication: 'nowhere' });
    expect([status, changed], text).toEqual([404, []]);
  });

  it('does what it is for in one’s own: that it was refused is for the ids alone', async () => {
    const { ids, key } = await aTenant('magnolia');
    const { status, text } = await ask(route, ids, key);
    if (route.includes('{publication}')) expect(status, text).toBeLessThan(300);
    else expect(status).toBe(403);
  });
});

describe('of another publication', () => {
  withATableOfItsOwn();
  const content = { html: '<p>News.</p>' };

  it('an author cannot be named as one’s own, by whatever request', async () => {
    const { ours, theirs } = await twoTenants();
    const draft = { title: 'News', content, authors: [theirs.ids.author] };
    const bodies: Partial<Record<PublisherRoute, object>> = {
      [`POST ${path}/articles`]: draft,
      [`POST ${path}/article-batches`]: { articles: [draft] },
      [`PUT ${path}/articles/{article}`]: draft,
      [`PUT ${path}/articles/by-external-id/{externalId}`]: draft,
      [`PATCH ${path}/articles/{article}`]: { authors: [theirs.ids.author] },
    };
    for (const [route, body] of Object.entries(bodies)) {
      const request = { params: ours.ids, headers: { 'if-match': '"1"' }, body, key: ours.key };
      const { status, body: problem } = await api.ask(route as PublisherRoute, request);
      expect([status, problem.issues[0].pointer], route).toEqual([400, expect.stringMatching(/\/authors\/0$/)]);
    }
  });

  it('a slug, an external id and an idempotency key are free in one’s own', async () => {
    const { ours, theirs } = await twoTenants();
    const headers = { 'idempotency-key': '"the-same"' };
    const body = { title: 'News', content, slug: 'harbour', externalId: 'harbour' };
    const answers = [];
    for (const { ids: params, key } of [theirs, ours])
      answers.push(await api.ask(`POST ${path}/articles`, { params, headers, body, key }));
    expect(answers.map(({ status, body: { publication } }) => [status, publication])).toEqual([
      [201, theirs.ids.publication],
      [201, ours.ids.publication],
    ]);
  });

  const lists = routes.filter((route) => 'cursor' in ((OPERATIONS[route] as Operation).query?.shape ?? {}));

  it.each(lists.filter((route) => route.includes('{publication}')))('a cursor of %s is refused', async (route) => {
    const { ours, theirs } = await twoTenants();
    const headers = { 'if-match': '"1"' };
    const { ids: params, key } = theirs;
    await api.ask(`PUT ${path}/articles/{article}`, { params, headers, body: { title: 'News', content }, key });
    const { cursor } = (await api.ask(route, { params, query: 'limit=1', key })).body;
    const answer = await api.ask(route, { params: ours.ids, query: `cursor=${cursor}`, key: ours.key });
    expect([answer.status, answer.body.code]).toEqual([400, 'cursor.malformed']);
  });
});
