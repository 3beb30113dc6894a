import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import type { Subject } from '#lib/domain/document.ts';
import type { FeedId } from '#lib/domain/feed.ts';
import { type Publication, profileOf } from '#lib/domain/publication.ts';
import { changePublication } from '#lib/usecases/change-publication.ts';
import { readFeedState } from '#lib/usecases/feed-state.ts';
import { listArticles } from '#lib/usecases/list-articles.ts';
import { renderPage } from '#lib/usecases/render-page.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
const articles: Article[] = [];
const PUBLICATION: FeedId = { kind: 'publication' };
/** About 3.4 KB, as 550 words are. */
const content = (n: number) => ({
  html: `<p>${Array.from({ length: 550 }, (_, word) => `${(word * 7919 + n * 31) % 9973}`).join(' ')}</p>`,
});

beforeAll(async () => {
  store = await ATable.create();
  desk = await ANewsdesk.at(store);
  for (let n = 0; n < 120; n += 1)
    articles.push(
      await desk.publish(`No. ${n}`, {
        section: 'World',
        tags: ['A', 'B', 'C', 'D', 'E', 'F'],
        authors: [{ name: 'Ada' }],
        content: content(n),
      }),
    );
  await desk.refresh();
}, 60_000);
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(() => store.bill());

describe('a poll', () => {
  it('that is answered 304 costs a read unit', async () => {
    const { headers } = await desk.read(PUBLICATION);
    store.bill();
    const again = await desk.read(PUBLICATION, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect([again.status, store.bill()]).toEqual([304, { read: 1, written: 0, requests: ['BatchGetItem'] }]);
  });

  it('that is answered from memory costs a read unit', async () => {
    const serve = desk.readers();
    await desk.read(PUBLICATION, { serve });
    store.bill();
    const again = await desk.read(PUBLICATION, { serve, format: 'json' });
    expect(again.status).toBe(200);
    expect(store.bill().read).toBeLessThanOrEqual(1);
  });

  it('that is the first of a version costs at most 90 read units', async () => {
    await desk.read(PUBLICATION);
    const { read, written } = store.bill();
    expect(read).toBeLessThanOrEqual(90);
    expect(written).toBe(0);
  });

  it('of a composed feed of ten names costs half a unit a name where it is unchanged', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const feed = { kind: 'composed', name: `section=world&tag=${names.join(',')}` } as const;
    const { headers } = await desk.read(feed);
    expect(store.bill().read).toBeLessThanOrEqual(250);
    const again = await desk.read(feed, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect(again.status).toBe(304);
    expect(store.bill().read).toBeLessThanOrEqual(6);
  });
});

describe('a page', () => {
  const costOf = async (subject: Subject, feed: FeedId = PUBLICATION) => {
    const { deps, publication } = desk;
    const state = (of: FeedId) => readFeedState({ publication: publication.id, feed: of, consistent: false }, deps);
    const at = { front: await state(PUBLICATION), list: await state(feed), subject, format: 'html' as const };
    await renderPage(at, { ...deps, articleMarkdown: () => assertNever() });
    return store.bill();
  };

  it('of an article costs at most 35 read units', async () => {
    const { read, written } = await costOf({ kind: 'article', name: articles[7]?.slug ?? '' });
    expect(read).toBeLessThanOrEqual(35);
    expect(written).toBe(0);
  });

  it.each([PUBLICATION, { kind: 'tag', name: 'a' } as const, { kind: 'author', name: 'ada' } as const])(
    'of the list %o costs at most 90 read units',
    async (feed) => {
      const { read, written } = await costOf(feed, feed);
      expect(read).toBeLessThanOrEqual(90);
      expect(written).toBe(0);
    },
  );

  it('costs the same in a publication of two thousand tags', async () => {
    const before = await costOf({ kind: 'tag', name: 'a' }, { kind: 'tag', name: 'a' });
    const head = { rev: 1, sequence: 1, label: 'T', count: 1 };
    for (let n = 0; n < 2_000; n += 1) {
      const feed = { kind: 'tag', name: `t${n}` } as const;
      await desk.deps.heads.write(desk.publication.id, { before: undefined, after: { ...head, feed } });
    }
    store.bill();
    expect((await costOf({ kind: 'tag', name: 'a' }, { kind: 'tag', name: 'a' })).read).toBe(before.read);
  });
});

it('a list of twenty articles in the API costs at most 21 read units', async () => {
  await listArticles({ publication: desk.publication.id, tag: 'a', limit: 20 }, desk.deps);
  expect(store.bill().read).toBeLessThanOrEqual(21);
});

it('a change of the publication’s title costs at most ten writes, and every feed says so at once', async () => {
  const world = { kind: 'section', name: 'world' } as const;
  const before = await desk.read(world);
  store.bill();
  const profileFrom = (publication: Publication) => ({ ...profileOf(publication), title: 'Another title' });
  await changePublication({ publication: desk.publication.id, profileFrom }, desk.deps);
  await desk.refresh();
  expect(store.bill().written).toBeLessThanOrEqual(10);
  const after = await desk.read(world, { headers: { 'if-none-match': before.headers.etag ?? '' } });
  expect(after.status).toBe(200);
  expect(after.text).toContain('Another title: World');
});

it('a change of what feeds do not show changes no tag', async () => {
  const before = await desk.read(PUBLICATION);
  const links = [{ title: 'Newsletter', url: 'https://harbour.example/letter' }];
  const profileFrom = (publication: Publication) => ({ ...profileOf(publication), links });
  await changePublication({ publication: desk.publication.id, profileFrom }, desk.deps);
  await desk.refresh();
  const after = await desk.read(PUBLICATION, { headers: { 'if-none-match': before.headers.etag ?? '' } });
  expect(after.status).toBe(304);
});

it('an edit of an old article, or an import of many, sends nobody the same bytes again', async () => {
  const before = await desk.read(PUBLICATION);
  const [old] = articles;
  if (!old) throw new TypeError('nothing was published');
  await desk.change(old, { section: 'World', content: content(1_000) });
  for (let n = 0; n < 30; n += 1) await desk.publish(`Imported ${n}`, { publishedAt: '2019-01-01T00:00:00Z' });
  await desk.refresh();
  const after = await desk.read(PUBLICATION, { headers: { 'if-none-match': before.headers.etag ?? '' } });
  expect(after.status).toBe(304);
});

function assertNever(): never {
  throw new TypeError('no Markdown is asked for');
}
