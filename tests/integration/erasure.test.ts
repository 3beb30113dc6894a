import { brotliDecompressSync } from 'node:zlib';
import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '#lib/domain/article.ts';
import { FEED_FORMATS, type FeedId } from '#lib/domain/feed.ts';
import { deleteArticle } from '#lib/usecases/delete-article.ts';
import { ANewsdesk } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;

beforeAll(async () => {
  store = await ATable.create();
});
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `erased-${count}` });
});
afterAll(() => store[Symbol.asyncDispose]());

/** Everything that the table holds, keys and all, as text. */
async function everyItem(): Promise<string[]> {
  const found: string[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await store.client.send(new ScanCommand({ TableName: store.table, ExclusiveStartKey: start }));
    for (const item of page.Items ?? []) {
      const body = item.body?.B ? brotliDecompressSync(item.body.B).toString() : '';
      found.push(`${JSON.stringify(item)} ${body}`);
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

const holding = async (...words: string[]) =>
  (await everyItem()).filter((item) => words.some((word) => item.toLowerCase().includes(word.toLowerCase())));

/** An article whose every text is a word that nothing else holds. */
const secret = (word: string) => ({
  ...{
    slug: 'an-address',
    summary: `${word}-summary`,
    section: `${word}-section`,
    tags: [`${word}-tag`, `${word}-other`],
  },
  ...{ content: { html: `<p>${word}-content</p>` }, authors: [{ name: `${word} author` }], language: 'de' },
});

const feedsOf = (word: string): readonly FeedId[] => [
  { kind: 'publication' },
  { kind: 'section', name: `${word}-section` },
  { kind: 'tag', name: `${word}-tag` },
  { kind: 'author', name: `${word}-author` },
  { kind: 'language', name: 'de' },
  { kind: 'composed', name: `section=${word}-section&tag=${word}-other,${word}-tag` },
];

async function remove({ id }: Article): Promise<void> {
  const { deps, publication } = desk;
  await deleteArticle({ publication: publication.id, id, precondition: () => true }, deps);
  await desk.refresh();
  const head = await deps.log.head(publication.id);
  await deps.watermarks.advance(publication.id, { reader: 'relay', to: head });
  await desk.erase();
}

describe('a deletion', () => {
  it('leaves nothing of the article in any item, its terms included', async () => {
    const article = await desk.publish('zanzibar title', secret('zanzibar'));
    await desk.refresh();
    for (const feed of feedsOf('zanzibar'))
      for (const format of FEED_FORMATS) expect((await desk.read(feed, { format })).status).toBe(200);
    const changed = await desk.change(article, {
      ...secret('zanzibar'),
      tags: ['zanzibar-third'],
      title: 'zanzibar again',
    });
    await desk.refresh();
    await desk.change(changed, { ...secret('zanzibar'), status: 'withdrawn' });
    await desk.refresh();
    expect(await holding('zanzibar')).not.toEqual([]);
    await remove(article);
    expect(await holding('zanzibar')).toEqual([]);
  });

  it('answers the address of a term that it emptied with 404 at once', async () => {
    const article = await desk.publish('zebra title', secret('zebra'));
    await desk.refresh();
    await remove(article);
    for (const feed of feedsOf('zebra').slice(1))
      await expect(desk.read(feed)).rejects.toMatchObject({ code: 'feed.missing' });
  });

  it('leaves alone what other articles are listed under', async () => {
    const article = await desk.publish('one', { tags: ['shared'] });
    await desk.publish('two', { tags: ['shared'] });
    await desk.refresh();
    await remove(article);
    const { status, text } = await desk.read({ kind: 'tag', name: 'shared' }, { format: 'atom' });
    expect(status).toBe(200);
    expect(text).toContain(`<at:deleted-entry ref="${article.uri}"`);
  });

  it('waits for the relay, which sends the events whole', async () => {
    const article = await desk.publish('quagga title', secret('quagga'));
    await desk.refresh();
    const { deps, publication } = desk;
    await deleteArticle({ publication: publication.id, id: article.id, precondition: () => true }, deps);
    await desk.refresh();
    await desk.erase();
    expect(desk.erasures).toMatchObject([{ article: article.id, attempt: 1 }]);
    expect(await holding('quagga-content')).not.toEqual([]);
    await deps.watermarks.advance(publication.id, { reader: 'relay', to: await deps.log.head(publication.id) });
    await desk.erase();
    expect(await holding('quagga')).toEqual([]);
  });

  it('tries again later where the index of revisions lags behind', async () => {
    const article = await desk.publish('okapi title', secret('okapi'));
    await desk.refresh();
    const { deps, publication } = desk;
    await deleteArticle({ publication: publication.id, id: article.id, precondition: () => true }, deps);
    await deps.watermarks.advance(publication.id, { reader: 'relay', to: await deps.log.head(publication.id) });
    await desk.refresh();
    const [erasure] = desk.erasures;
    desk.erasures[0] = { ...(erasure ?? assertNever()), revision: 3 };
    await desk.erase();
    expect(desk.erasures).toMatchObject([{ revision: 3, attempt: 1 }]);
    expect(await holding('okapi-content')).toEqual([]);
  });
});

function assertNever(): never {
  throw new TypeError('nothing is to be erased');
}
