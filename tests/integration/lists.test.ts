import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '#lib/api/catalogue.ts';
import type { Operation } from '#lib/api/operation.ts';
import type { AuthorId } from '#lib/domain/author.ts';
import type { PublicationId } from '#lib/domain/publication.ts';
import { PUBLISHER_ROUTES, type PublisherRoute } from '#lib/http/routes.ts';
import { aPublisher } from '../support/a-draft.ts';
import { ATable } from '../support/a-table.ts';
import { AnApi, type Answered } from '../support/an-api.ts';
import { anEndpoint, endpointId } from '../support/an-endpoint.ts';
import { NOON } from '../support/system.ts';

let store: ATable;
let api: AnApi;
const path = '/v1/publications/{publication}';
const publication = 'harbour-post' as PublicationId;
const params = { publication };
/** One more than the largest page. */
const COUNT = 101;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const padded = (n: number) => String(n).padStart(4, '0');

function withATableOfItsOwn(): void {
  beforeAll(async () => {
    store = await ATable.create();
    api = new AnApi(store);
    await api.ask('POST /v1/publications', { body: { id: publication, title: 'Harbour Post', language: 'en' } });
    await api.ask(`PUT ${path}/authors/{author}`, { params: { publication, author: 'ada' }, body: { name: 'Ada' } });
  });
  afterAll(() => store[Symbol.asyncDispose]());
}

type Page = readonly string[];

/** A list from its first page to its last, by the links to the next. */
async function walk(route: PublisherRoute, { of, query }: { of: List; query: string }): Promise<Page[]> {
  const pages: Page[] = [];
  for (let next: string | undefined = query; next !== undefined; ) {
    const answer: Answered = await api.ask(route, { params: of.params, query: next });
    expect(answer.status, answer.text).toBe(200);
    pages.push(of.itemsIn(answer.body));
    next = /<[^?]+\?(.+)>; rel="next"/.exec(answer.headers.link ?? '')?.[1];
    expect(answer.body.cursor === undefined).toBe(next === undefined);
    if (pages.length > 2 * COUNT) throw new Error('the list does not end');
  }
  return pages;
}

interface List {
  readonly params: Readonly<Record<string, string>>;
  /** In the order in which they are to come. */
  readonly expected: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the body of an answer
  readonly itemsIn: (body: any) => Page;
}

const named =
  (name: string, field = 'id') =>
  (body: Record<string, Record<string, unknown>[]>) =>
    (body[name] ?? []).map((item) => String(item[field]));

async function publishMany(count: number, over: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let left = count; left > 0; left -= 25) {
    api.pass(60_000);
    const articles = numbers(Math.min(25, left)).map((n) => ({
      ...{ title: `Number ${left}.${n}`, content: { html: '<p>News.</p>' } },
      ...{ section: 'World', tags: ['News'], authors: ['ada'], ...over },
    }));
    const { body } = await api.ask(`POST ${path}/article-batches`, { params, body: { articles } });
    ids.push(...named('results')(body));
  }
  return ids.toReversed();
}

const LISTS: Partial<Record<PublisherRoute, () => Promise<List>>> = {
  'GET /v1/publications': async () => {
    const ids = numbers(COUNT - 1).map((n) => `number-${padded(n)}`);
    for (const id of ids) await api.deps.publications.add(aPublisher({ id }));
    return { params: {}, expected: [publication, ...ids].toSorted(), itemsIn: named('publications') };
  },
  [`GET ${path}/authors`]: async () => {
    const ids = numbers(COUNT).map((n) => `author-${padded(n)}`);
    for (const id of ids) await api.deps.authors.put(publication, { id: id as AuthorId, name: id, modifiedAt: NOON });
    return { params, expected: ['ada', ...ids].toSorted(), itemsIn: named('authors') };
  },
  [`GET ${path}/articles`]: async () => ({ params, expected: await publishMany(COUNT), itemsIn: named('articles') }),
  [`GET ${path}/articles/{article}/revisions`]: async () => {
    const body = (n: number) => ({ title: `Revision ${n}`, content: { html: '<p>News.</p>' }, status: 'draft' });
    const { id: article } = (await api.ask(`POST ${path}/articles`, { params, body: body(1) })).body;
    for (const n of numbers(COUNT - 1)) {
      const request = { params: { publication, article }, headers: { 'if-match': `"${n}"` }, body: body(n + 1) };
      await api.ask(`PUT ${path}/articles/{article}`, request);
    }
    const expected = numbers(COUNT).map(String).toReversed();
    return { params: { publication, article }, expected, itemsIn: named('revisions', 'revision') };
  },
  [`GET ${path}/endpoints/{endpoint}/deliveries`]: async () => {
    const body = { url: 'https://receiver.example/' };
    const { id: endpoint } = (await api.ask(`POST ${path}/endpoints`, { params, body })).body;
    const ids = numbers(COUNT).map((n) => `event${padded(n)}`.padEnd(26, '0'));
    const deliveries = ids.map((id) => ({
      ...{ id, endpoint, type: 'bulletin.test.v1', status: 'pending' as const, attempts: [], attemptCount: 0 },
    }));
    await api.deps.deliveries.note(endpoint, { now: NOON, deliveries });
    return { params: { publication, endpoint }, expected: ids.toReversed(), itemsIn: named('deliveries') };
  },
};

const isPaged = (route: PublisherRoute) => 'cursor' in ((OPERATIONS[route] as Operation).query?.shape ?? {});
const paged = (Object.keys(PUBLISHER_ROUTES) as PublisherRoute[]).filter(isPaged);

describe.each(paged)('%s', (route) => {
  withATableOfItsOwn();
  let of: List;
  beforeAll(async () => {
    const made = await LISTS[route]?.();
    if (!made) throw new Error('a new list: it has no items here yet');
    of = made;
  });

  it.each([
    ['', 20],
    ['limit=100', 100],
    ['limit=7', 7],
    // So that the last page is full, too.
    ['limit=1', 1],
  ])('has every item once, in order, by pages of "%s"', async (query, limit) => {
    const pages = await walk(route, { of, query });
    expect(pages.flat()).toEqual(of.expected);
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit);
    expect(pages.length).toBeLessThanOrEqual(Math.floor(of.expected.length / limit) + 1);
  });
});

describe('a list of articles', () => {
  withATableOfItsOwn();
  let drafts: string[];
  let published: List;
  beforeAll(async () => {
    published = { params, expected: await publishMany(COUNT), itemsIn: named('articles') };
    drafts = await publishMany(COUNT, { status: 'draft' });
    await api.readLog(publication);
  });
  const walkArticles = (query: string) => walk(`GET ${path}/articles`, { of: published, query });

  it.each(['section=World', 'tag=News', 'author=ada', 'tag=news&author=ada&section=world', 'status=published'])(
    'has every article of %s once, beyond the largest page',
    async (filter) => {
      const pages = await walkArticles(`${filter}&limit=100`);
      expect(pages.flat()).toEqual(published.expected);
      expect(pages.map((page) => page.length)).toEqual([100, published.expected.length - 100]);
    },
  );

  it('has drafts of a filter that no list is kept of', async () => {
    expect((await walkArticles('status=draft&tag=News&limit=100')).flat()).toEqual(drafts);
  });

  it.each([1, 3, 20, 25, 26])('since a moment, by pages of %i, ends with them', async (limit) => {
    const { publishedAt } = (await api.ask(`GET ${path}/articles`, { params, query: 'limit=1' })).body.articles[0];
    const pages = await walkArticles(`since=${publishedAt}&limit=${limit}`);
    const since = pages.flat();
    expect(since).toEqual(published.expected.slice(0, since.length));
    expect(pages.length).toBeLessThanOrEqual(Math.floor(since.length / limit) + 1);
  });

  it('has a page for what is nowhere: empty, and the only one', async () => {
    for (const filter of ['tag=nothing', 'since=2999-01-01T00:00:00Z', 'until=1999-01-01T00:00:00Z', 'externalId=none'])
      expect(await walkArticles(filter)).toEqual([[]]);
  });
});

describe('without pages', () => {
  withATableOfItsOwn();

  it('all keys of a publication are listed, the oldest first', async () => {
    const ids: string[] = [];
    for (const n of numbers(COUNT)) {
      const body = { name: `key ${n}`, scopes: ['articles:read'] };
      ids.push((await api.ask(`POST ${path}/keys`, { params, body })).body.id);
    }
    const { body } = await api.ask(`GET ${path}/keys`, { params });
    expect(named('keys')(body)).toEqual(ids);
  });

  it('all endpoints of a publication are listed', async () => {
    const ids = numbers(100).map(endpointId);
    for (const id of ids) await api.deps.endpoints.add(anEndpoint({ publication, id }), 0);
    const { body } = await api.ask(`GET ${path}/endpoints`, { params });
    expect(named('endpoints')(body)).toEqual(ids);
  });
});

describe('the log', () => {
  withATableOfItsOwn();
  beforeAll(async () => {
    await publishMany(1_001);
  });

  it.each(['', 'limit=1000', 'limit=256', 'limit=99'])(
    'has every event once, in order, by pages of "%s"',
    async (query) => {
      const head = await api.deps.log.head(publication);
      const sequences: number[] = [];
      let pages = 0;
      for (let next: string | undefined = query; next !== undefined; pages += 1) {
        const answer: Answered = await api.ask(`GET ${path}/events`, { params, query: next });
        sequences.push(...answer.body.map(({ sequence }: { sequence: string }) => Number(sequence)));
        next = /<[^?]+\?(.+)>; rel="next"/.exec(answer.headers.link ?? '')?.[1];
      }
      expect(sequences).toEqual(numbers(head));
      expect(pages).toBeLessThanOrEqual(Math.floor(head / Number(query.split('=')[1] ?? 100)) + 1);
    },
  );
});
