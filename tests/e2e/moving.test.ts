import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

const LISTS = ['', '/sections/world', '/tags/bridges', '/authors/ada', '/archive/0'];

async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.status, url).toBe(200);
  return response.text();
}

/** What all feeds of the publication say at a host: their ids, and where they lead. */
async function feedsAt(host: string) {
  const feeds = LISTS.map(async (list) => {
    const atom = parseAtomFeed(await textOf(`${host}/post${list}/atom.xml`));
    const rss = parseRssFeed(await textOf(`${host}/post${list}/rss.xml`));
    const json = parseJsonFeed(await textOf(`${host}/post${list}/feed.json`));
    return {
      feed: atom.id,
      articles: [
        atom.entries?.map(({ id }) => id),
        rss.items?.map(({ guid }) => guid?.value),
        json.items?.map(({ id }) => id),
      ],
      links: [
        atom.links?.find(({ rel }) => rel === 'self')?.href,
        json.feed_url,
        rss.items?.[0]?.link,
        json.items?.[0]?.url,
      ],
      home: atom.authors?.[0]?.uri,
    };
  });
  const all = await Promise.all(feeds);
  return {
    ids: all.map(({ feed, articles }) => ({ feed, articles })),
    links: all.flatMap(({ links }) => links),
    homes: all.map(({ home }) => home),
  };
}

it('lets a publication and Bulletin itself move to other addresses, and no id changes', {
  timeout: 120_000,
}, async () => {
  const data = mkdtempSync(join(tmpdir(), 'bulletin-moving-'));
  try {
    await moveWith(['--data', data, '--port', '0', '--empty']);
  } finally {
    rmSync(data, { recursive: true });
  }
});

async function moveWith(options: readonly string[]): Promise<void> {
  const before = await publishHere(options);
  // Another port: another host for everything that is kept.
  await using bulletin = await Bulletin.start(options);
  const { url } = bulletin.addresses;
  const known = await fetch(`${url}/post/rss.xml`, { headers: { 'if-none-match': before.etag } });
  expect([url === before.url, known.status]).toEqual([false, 200]);

  const there = await feedsAt(url);
  expect(there.ids).toEqual(before.ids);
  for (const link of there.links) expect(link).toContain(`${url}/post/`);
  expect(new Set(there.homes)).toEqual(new Set(['https://old.example/']));

  await bulletin.api('PATCH', '/v1/publications/post', { body: { url: 'https://new.example/' } });
  let moved = await feedsAt(url);
  const homes = async () => {
    moved = await feedsAt(url);
    return new Set(moved.homes);
  };
  await expect.poll(homes).toEqual(new Set(['https://new.example/']));
  expect(moved.ids).toEqual(before.ids);
}

/** The entity tag that a feed can be asked for again with: it is 304 then. */
async function currentTag(feed: string): Promise<string> {
  let etag = '';
  const status = async () => {
    etag = (await fetch(feed)).headers.get('etag') ?? '';
    return (await fetch(feed, { headers: { 'if-none-match': etag } })).status;
  };
  await expect.poll(status).toBe(304);
  return etag;
}

async function publishHere(options: readonly string[]) {
  await using bulletin = await Bulletin.start(options);
  const { url } = bulletin.addresses;
  const publication = { id: 'post', title: 'The Post', language: 'en', url: 'https://old.example/' };
  await bulletin.api('POST', '/v1/publications', { body: publication });
  for (const title of ['One', 'Two']) {
    const place = { section: 'World', tags: ['Bridges'], authors: [{ name: 'Ada' }] };
    await bulletin.api('POST', '/v1/publications/post/articles', {
      body: { title, content: { html: `<p>${title}.</p>` }, ...place },
    });
  }
  let feeds: Awaited<ReturnType<typeof feedsAt>> | undefined;
  const sizes = async () => {
    feeds = await feedsAt(url);
    return feeds.ids.map(({ articles }) => articles.flat().length);
  };
  await expect.poll(sizes).toEqual([6, 6, 6, 6, 6]);
  if (!feeds) throw new Error('no feed was read');
  for (const link of feeds.links) expect(link).toContain(`${url}/post/`);
  return { ...feeds, url, etag: await currentTag(`${url}/post/rss.xml`) };
}
