import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnUnreliableTable, Newsroom, type Request } from '../support/newsroom.ts';

const ARTICLES = '/v1/publications/{publication}/articles' as const;
const draft = { title: 'News', content: { html: '<p>News.</p><script>x</script>' } };

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

const asked = async (request: Request) => {
  const { status, body } = await room.ask(request);
  return { status, body: JSON.parse(body ?? '{}') };
};
const post = async (over: object = {}) =>
  (await asked({ route: `POST ${ARTICLES}`, params: {}, headers: {}, body: { ...draft, ...over } })).body;
const changeOf = (article: string, body: object, headers: Record<string, string>): Request => ({
  ...{ route: `PATCH ${ARTICLES}/{article}`, params: { article }, headers, body },
});
const save = (body: object, headers: Record<string, string> = {}): Request => ({
  ...{ route: `PUT ${ARTICLES}/by-external-id/{externalId}`, params: { externalId: 'cms-1' }, headers, body },
});
const once = (key: string, revision = 1) => ({ 'idempotency-key': key, 'if-match': `"${revision}"` });

describe('a request that changed nothing', () => {
  it('gets the same answer again after the article has changed', async () => {
    const { id } = await post();
    const nothing = changeOf(id, { title: 'News' }, once('nothing'));
    const first = await asked(nothing);
    expect([first.status, first.body.revision]).toEqual([200, 1]);
    expect((await asked(changeOf(id, { title: 'Newer' }, { 'if-match': '"1"' }))).status).toBe(200);

    expect(await asked(nothing)).toEqual(first);
  });

  it('gets the same answer again while the article is as it was, with its warnings', async () => {
    await asked(save(draft));
    const nothing = save(draft, { 'idempotency-key': 'nothing' });
    const first = await asked(nothing);
    expect([first.status, first.body.warnings]).toEqual([200, [expect.stringContaining('script')]]);

    expect(await asked(nothing)).toEqual(first);
  });

  it('does not undo, when it is repeated, what was changed in between', async () => {
    await asked(save(draft));
    const nothing = save(draft, { 'idempotency-key': 'nothing' });
    const first = await asked(nothing);
    await asked(save({ ...draft, title: 'Newer' }));

    expect(await asked(nothing)).toEqual(first);
    const [article] = (await asked({ route: `GET ${ARTICLES}`, params: {}, headers: {} })).body.articles;
    expect(article).toMatchObject({ title: 'Newer', revision: 2 });
  });

  it('is refused as deleted, when it is repeated, once the article is', async () => {
    const { id } = await post();
    const nothing = changeOf(id, { title: 'News' }, once('nothing'));
    await asked(nothing);
    const route = `DELETE ${ARTICLES}/{article}`;
    await asked({ route, params: { article: id }, headers: { 'if-match': '"1"' } });

    const again = await asked(nothing);
    expect([again.status, again.body.code]).toEqual([410, 'article.deleted']);
  });

  it('is refused under the idempotency key of another request', async () => {
    const { id } = await post();
    await asked(changeOf(id, { title: 'Newer' }, once('taken')));
    const nothing = await asked(changeOf(id, { title: 'Newer', minor: true }, once('taken', 2)));
    expect([nothing.status, nothing.body.code]).toEqual([422, 'idempotency-key.reused']);
  });

  it('keeps its idempotency key from a request that would change something', async () => {
    const { id } = await post();
    await asked(changeOf(id, { title: 'News' }, once('nothing')));
    const other = await asked(changeOf(id, { title: 'Newer' }, once('nothing')));
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key.reused']);
  });
});

it('a request that created an article is answered as created again, though its repetition would change nothing', async () => {
  const created = save(draft, { 'idempotency-key': 'created' });
  const first = await asked(created);
  expect(first.status).toBe(201);
  expect(await asked(created)).toEqual(first);
});
