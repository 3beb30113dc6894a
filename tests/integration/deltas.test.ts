import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { FEED_FORMATS, type FeedFormat } from '#lib/domain/feed.ts';
import { ANewsdesk, type Draft } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

const HOUR = 60 * 60_000;
let store: ATable;
let desk: ANewsdesk;
const articles = new Map<string, Article>();
/** The tag of each format as it was when only the first articles were there. */
const known = new Map<FeedFormat, string>();

const ask = (format: FeedFormat, headers: Record<string, string>) =>
  desk.read({ kind: 'publication' }, { format, headers });

const publish = async (title: string) => void articles.set(title, await desk.publish(title));
const change = (title: string, over: Draft, notes = {}) => {
  const article = articles.get(title);
  if (!article) throw new Error(`'${title}' was not published`);
  return desk.change(article, over, notes);
};

beforeAll(async () => {
  store = await ATable.create();
  desk = await ANewsdesk.at(store, { step: HOUR });
  for (const title of ['untouched', 'edited', 'withdrawn']) await publish(title);
  await desk.refresh();
  for (const format of FEED_FORMATS) known.set(format, (await ask(format, {})).headers.etag ?? '');
  await publish('new');
  await change('edited', { content: { html: '<p>A typing error less.</p>' } }, { minor: true });
  await change('withdrawn', { status: 'withdrawn' });
  await desk.refresh();
});
afterAll(() => store[Symbol.asyncDispose]());

it.each(FEED_FORMATS)(
  'DLT-01 a reader of %s gets what is new or changed alone, under the tag of the whole',
  async (format) => {
    const delta = await ask(format, { 'a-im': 'feed', 'if-none-match': known.get(format) ?? '' });
    const whole = await ask(format, {});
    expect(delta.status).toBe(226);
    expect(delta.headers).toMatchObject({
      im: 'feed',
      etag: whole.headers.etag,
      'content-type': whole.headers['content-type'],
    });
    for (const title of ['new', 'edited']) expect(delta.text).toContain(articles.get(title)?.uri);
    expect(delta.text).not.toContain(articles.get('untouched')?.uri);
    expect(whole.text).toContain(articles.get('untouched')?.uri);
  },
);

it('DLT-01 Atom says in the delta, too, what was withdrawn', async () => {
  const { text } = await ask('atom', { 'a-im': 'feed', 'if-none-match': known.get('atom') ?? '' });
  expect(text).toContain(`<at:deleted-entry ref="${articles.get('withdrawn')?.uri}"`);
});

it('DLT-02 a tag that is not known is answered with the whole feed', async () => {
  const answer = await ask('rss', { 'a-im': 'feed', 'if-none-match': '"made-up"' });
  expect([answer.status, answer.headers.im]).toEqual([200, undefined]);
});

it('DLT-03 a delta is kept by no cache, and says what it depends on', async () => {
  const { headers } = await ask('rss', { 'a-im': 'feed', 'if-none-match': known.get('rss') ?? '' });
  expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: expect.stringContaining('A-IM, If-None-Match') });
});

it('whoever has the delta’s tag is told that nothing has changed since', async () => {
  const { headers } = await ask('atom', { 'a-im': 'feed', 'if-none-match': known.get('atom') ?? '' });
  const again = await ask('atom', { 'a-im': 'feed', 'if-none-match': headers.etag ?? '' });
  expect(again.status).toBe(304);
});
