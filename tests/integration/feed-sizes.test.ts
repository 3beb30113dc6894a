import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FEED_FORMATS } from '#lib/domain/feed.ts';
import { type PublicationProfile, profileOf } from '#lib/domain/publication.ts';
import { addArticles } from '#lib/usecases/add-articles.ts';
import { changePublication } from '#lib/usecases/change-publication.ts';
import { aDraft } from '../support/a-draft.ts';
import { ANewsdesk, type Draft } from '../support/a-newsdesk.ts';
import { ATable } from '../support/a-table.ts';

let store: ATable;
let desk: ANewsdesk;
let count = 0;

beforeAll(async () => {
  store = await ATable.create();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  count += 1;
  desk = await ANewsdesk.at(store, { id: `sizes-${count}` });
});

async function publish(count: number, draft: (index: number) => Draft): Promise<void> {
  const { id: publication } = desk.publication;
  for (let first = 0; first < count; first += 20) {
    const drafts = Array.from({ length: Math.min(20, count - first) }, (_, index) => aDraft(draft(first + index)));
    desk.now += 1_000;
    await addArticles(drafts, { publication, pointerOf: () => '' }, desk.deps);
  }
  await desk.refresh();
}
const set = (settings: Partial<PublicationProfile>) =>
  changePublication(
    { publication: desk.publication.id, profileFrom: (publication) => ({ ...profileOf(publication), ...settings }) },
    desk.deps,
  );
const titles = async (): Promise<string[]> =>
  JSON.parse((await desk.read({ kind: 'publication' })).text).items.map(({ title }: { title: string }) => title);

it('a feed holds as many articles as its publication wants, and says so at once', async () => {
  await publish(60, (index) => ({ title: `No. ${index}` }));
  const newestFirst = Array.from({ length: 60 }, (_, index) => `No. ${59 - index}`);
  expect(await titles()).toEqual(newestFirst.slice(0, 50));
  await set({ feedItems: 10 });
  expect(await titles()).toEqual(newestFirst.slice(0, 10));
  await set({ feedItems: 100 });
  expect(await titles()).toEqual(newestFirst);
});

it('a feed has whole articles or summaries, as its publication wants', async () => {
  await publish(1, () => ({ title: 'One', content: { html: '<p>All of it.</p>' }, summary: 'Some of it.' }));
  const itemOf = async () => JSON.parse((await desk.read({ kind: 'publication' })).text).items[0];
  expect(await itemOf()).toMatchObject({ content_html: '<p>All of it.</p>', summary: 'Some of it.' });
  await set({ feedContent: 'summary' });
  expect(await itemOf()).toMatchObject({ content_text: 'Some of it.' });
});

describe('articles with ten long signed addresses each', () => {
  const signature = 'IQoJb3JpZ2luX2VjE'.repeat(100);
  const attachments = (index: number) =>
    Array.from({ length: 10 }, (_, file) => ({
      url: `https://files.example/${index}-${file}.mp3?X-Amz-Signature=${signature}&X-Amz-Expires=900`,
      type: 'audio/mpeg',
    }));

  it('are read in every format, as many as fit', async () => {
    await publish(50, (index) => ({ title: `No. ${index}`, attachments: attachments(index) }));
    for (const format of FEED_FORMATS) {
      const { status, text } = await desk.read({ kind: 'publication' }, { format });
      expect(status).toBe(200);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(250_000);
      expect(text).toContain('No. 49');
      expect(text).not.toContain('No. 0<');
    }
  });
});
