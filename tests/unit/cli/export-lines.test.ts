import { describe, expect, it } from 'vitest';
import { exportLines } from '#lib/cli/export-lines.ts';
import { bulletinClient } from '#lib/client/client.ts';
import { ArticleStatus } from '#lib/domain/article.ts';

type Thing = { readonly id: string; readonly status?: string };

/** The API over things in memory, which gives lists page by page, and what was deleted since it was listed as gone. */
function anApi({ articles, authors = [], gone = [] }: { articles: Thing[]; authors?: Thing[]; gone?: string[] }) {
  const page = (name: string, all: readonly Thing[], query: URLSearchParams) => {
    const start = Number(query.get('cursor') ?? 0);
    const end = start + Math.min(100, Number(query.get('limit')));
    return { [name]: all.slice(start, end), ...(end < all.length && { cursor: String(end) }) };
  };
  const answer = ({ pathname, searchParams: query }: URL): object | undefined => {
    const [, , , publication, kind, id] = pathname.split('/');
    if (kind === undefined) return { id: publication };
    if (kind === 'authors') return page('authors', authors, query);
    if (id) return gone.includes(id) ? undefined : { id, content: { html: `<p>${id}</p>` } };
    const status = query.get('status') ?? 'published';
    return page(
      'articles',
      articles.filter((article) => article.status === status),
      query,
    );
  };
  const fetch = async (request: Request) => {
    const body = answer(new URL(request.url));
    return Response.json(body ?? { title: 'Gone' }, { status: body ? 200 : 410 });
  };
  return bulletinClient({ url: 'https://bulletin.example', key: 'key', fetch, attempts: 1 });
}

async function exported(things: Parameters<typeof anApi>[0]) {
  const counts: Record<string, number> = {};
  const lines: { _type: string; id: string; content?: object }[] = [];
  const session = { client: anApi(things), publication: 'post', stop: new AbortController().signal };
  const count = (type: string) => {
    counts[type] = (counts[type] ?? 0) + 1;
  };
  for await (const line of exportLines(session, count)) {
    expect(line.endsWith('\n')).toBe(true);
    lines.push(JSON.parse(line));
  }
  return { lines, counts };
}

const SIZES = [0, 1, 100, 101, 250];
const things = (prefix: string, count: number, over: object = {}): Thing[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, ...over }));

describe.each(SIZES)('an export of %i articles of a status', (size) => {
  it.each(ArticleStatus.options)('has each of those that are %s, once and whole', async (status) => {
    const { lines, counts } = await exported({ articles: things('art', size, { status }) });
    const articles = lines.filter(({ _type }) => _type === 'article');
    expect(articles.map(({ id }) => id)).toEqual(things('art', size).map(({ id }) => id));
    for (const { id, content } of articles) expect(content).toEqual({ html: `<p>${id}</p>` });
    expect(counts.article ?? 0).toBe(size);
  });
});

it.each(SIZES)('an export has all of %i authors, before any article', async (size) => {
  const articles = things('art', 2, { status: 'draft' });
  const { lines } = await exported({ articles, authors: things('author', size) });
  expect(lines.map(({ _type }) => _type)).toEqual(['publication', ...Array(size).fill('author'), 'article', 'article']);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(size + 3);
});

it('an export has all statuses, and leaves out what is deleted while it runs', async () => {
  const articles = ArticleStatus.options.flatMap((status) => things(status, 120, { status }));
  const { counts, lines } = await exported({ articles, gone: ['draft-7', 'withdrawn-119'] });
  expect(counts).toEqual({ publication: 1, article: 478 });
  expect(lines.map(({ id }) => id)).not.toContain('draft-7');
});
