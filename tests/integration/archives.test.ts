import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { FEED_FORMATS, type FeedFormat } from '#lib/domain/feed.ts';
import { addArticles } from '#lib/usecases/add-articles.ts';
import type { FeedKey } from '#lib/usecases/feed-ports.ts';
import { aDraft } from '../support/a-draft.ts';
import { ANewsdesk, type Draft } from '../support/a-newsdesk.ts';
import { ATable, type Bill } from '../support/a-table.ts';

/** A year of it. */
const DAYS = 365;
const HALF = Math.floor(DAYS / 2);
let store: ATable;
let desk: ANewsdesk;
/** What a day costs when there is half the history. */
let early: Bill;

const published = new Map<string, Article>();

const change = async (old: Article, over: Draft) => {
  const article = await desk.change(old, over);
  if (article.status === 'published') published.set(article.uri, article);
  else published.delete(article.uri);
};

/** Twenty articles, some of which are imports with a date of long ago; an edit of an old one, a withdrawal of another. */
async function aDay(day: number): Promise<void> {
  desk.now += 24 * 60 * 60 * 1000;
  const drafts = Array.from({ length: 20 }, (_, n) =>
    aDraft({ title: `Day ${day}, number ${n}`, ...(n % 7 === 0 && { publishedAt: '2019-05-05T05:05:05Z' }) }),
  );
  const adding = { publication: desk.publication.id, pointerOf: () => '' };
  for (const { article } of await addArticles(drafts, adding, desk.deps)) published.set(article.uri, article);
  const all = [...published.values()];
  const [edited, withdrawn] = [all[(day * 37) % all.length], all[(day * 53) % all.length]];
  if (edited) await change(edited, { title: `Edited on day ${day}` });
  if (withdrawn) await change(withdrawn, { status: 'withdrawn' });
}

beforeAll(async () => {
  store = await ATable.create();
  desk = await ANewsdesk.at(store, { step: 0 });
  for (let day = 0; day < DAYS; day += 1) {
    await aDay(day);
    // Archives are asked for early, so that every later change must find its way into the right one.
    if (day === 3 || day === HALF) for (const format of FEED_FORMATS) await walk(format);
    store.bill();
    await desk.refresh();
    if (day === HALF) early = store.bill();
  }
}, 600_000);
afterAll(() => store[Symbol.asyncDispose]());

/** As a client gets it. */
async function documentOf({ subject, format }: FeedKey): Promise<string> {
  const { status, text } = await desk.read(subject, { format });
  expect(status).toBe(200);
  return text;
}

const READ: Record<FeedFormat, { ids: RegExp; previous: RegExp }> = {
  rss: { ids: /<guid[^>]*>([^<]+)</g, previous: /rel="prev-archive" href="([^"]+)"/ },
  atom: {
    ids: /<entry[^>]*>\s*<title[^>]*>[^<]*<\/title>\s*<id>([^<]+)</g,
    previous: /rel="prev-archive" href="([^"]+)"/,
  },
  json: { ids: /^ {6}"id": "([^"]+)"/gm, previous: /"next_url": "([^"]+)"/ },
};

/** The latest archive is found by a redirection. */
async function nameOf(name: string, format: FeedFormat): Promise<string> {
  if (name !== 'latest') return name;
  const { status, headers } = await desk.read({ kind: 'archive', name }, { format });
  expect(status).toBe(307);
  return /archive\/(\d+)\//.exec(headers.location ?? '')?.[1] ?? '';
}

/** Follows the links from the feed that is subscribed to, and counts the articles of every archive. */
async function walk(format: FeedFormat): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  let page = await documentOf({ publication: desk.publication.id, subject: { kind: 'publication' }, format });
  for (;;) {
    const [, previous] = READ[format].previous.exec(page) ?? [];
    if (!previous) return { ids, pages };
    const name = await nameOf(/archive\/(\w+)\//.exec(previous)?.[1] ?? '', format);
    page = await documentOf({ publication: desk.publication.id, subject: { kind: 'archive', name }, format });
    ids.push(...[...page.matchAll(READ[format].ids)].map(([, id = '']) => id));
    pages += 1;
  }
}

it.each(FEED_FORMATS)(
  'ARC-06 whoever walks the %s archives meets every published article exactly once',
  async (format) => {
    const { ids, pages } = await walk(format);
    expect(pages).toBeGreaterThan(DAYS / 4);
    expect(ids.toSorted()).toEqual([...published.keys()].toSorted());
  },
);

it('ARC-03 an edit changes the archive that the article is in and no other, and what is in it stays', async () => {
  const [old] = published.values();
  if (!old) throw new Error('nothing was published');
  const { archive } = (await desk.deps.articles.get(old.id)) as Article;
  const keyOf = (name: number): FeedKey => ({
    ...{ publication: desk.publication.id, format: 'atom', subject: { kind: 'archive', name: String(name) } },
  });
  const tags = async () =>
    Promise.all(
      [0, 1, 2, 3].map(async (name) => (await desk.read(keyOf(name).subject, { format: 'atom' })).headers.etag),
    );
  const before = await tags();
  await change(old, { title: 'Edited late' });
  await desk.refresh();
  const after = await tags();
  expect(after.flatMap((tag, name) => (tag === before[name] ? [] : [name]))).toEqual([archive]);
  expect(await documentOf(keyOf(archive ?? -1))).toContain('Edited late');
});

it('what is published costs as much to put into feeds and archives, however long the history is', async () => {
  await aDay(DAYS);
  store.bill();
  await desk.refresh();
  const late = store.bill();
  for (const cost of [
    late.read / early.read,
    late.written / early.written,
    late.requests.length / early.requests.length,
  ]) {
    expect(cost).toBeGreaterThan(0.6);
    expect(cost).toBeLessThan(1.4);
  }
});
