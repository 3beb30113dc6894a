import { afterAll, beforeAll, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
beforeAll(async () => {
  bulletin = await Bulletin.start();
});
afterAll(() => bulletin[Symbol.asyncDispose]());

async function newPublication(id: string) {
  const { status } = await bulletin.api('POST', '/v1/publications', {
    body: { id, title: 'The Post', language: 'en' },
  });
  expect(status).toBe(201);
  const articles = `/v1/publications/${id}/articles`;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${bulletin.addresses.url}/${id}${path}`, { headers });
  return {
    get,
    publish: async (body: object) => (await bulletin.api('POST', articles, { body })).body as { id: string },
    change: async (article: string, body: object) => {
      const headers = { 'if-match': '*' };
      expect((await bulletin.api('PATCH', `${articles}/${article}`, { body, headers })).status).toBe(200);
    },
    text: async (path: string) => (await get(path)).text(),
  };
}

const DOCUMENTS = ['rss.xml', 'atom.xml', 'feed.json'];
const content = { html: '<p>The ferry sails.</p>' };
const others = { title: 'Another story', content, section: 'Sea', tags: ['Wind', 'Sky'], authors: [{ name: 'Mira' }] };

/** All feeds of these lists, and how many of them have an article of that title. */
const feedsOf = (lists: readonly string[]) =>
  lists.flatMap((list) => DOCUMENTS.map((document) => list.replace('{document}', document)));

const everywhere = ['/{document}', '/sections/sea/{document}', '/tags/wind/{document}', '/authors/mira/{document}'];
const of = { ...others, title: 'A mistake' };

it('an article that is withdrawn is in no feed any more, wherever it was: archives and composed feeds, too', async () => {
  const { publish, change, text } = await newPublication('withdrawn');
  await publish(others);
  const { id } = await publish(of);
  const feeds = feedsOf([...everywhere, '/archive/0/{document}', '/{document}?section=sea&tag=sky']);
  const having = async (title: string) => {
    const texts = await Promise.all(feeds.map(async (feed) => ({ feed, text: await text(feed) })));
    return texts.filter((one) => one.text.includes(title)).map(({ feed }) => feed);
  };
  await expect.poll(() => having('A mistake')).toEqual(feeds);
  await change(id, { status: 'withdrawn' });
  await expect.poll(() => having('A mistake')).toEqual([]);
  expect(await having('Another story')).toEqual(feeds);
});

it('an article that is filed elsewhere leaves the feeds that it was in, and is in those that it is now', async () => {
  const { publish, change, text } = await newPublication('moved');
  await publish(others);
  await publish({ ...others, section: 'City', tags: ['Rain'], authors: [{ name: 'Ada' }] });
  const { id } = await publish(of);
  const before = feedsOf([...everywhere.slice(1), '/{document}?section=sea']);
  const after = feedsOf([
    ...['/sections/city/{document}', '/tags/rain/{document}', '/authors/ada/{document}', '/{document}?section=city'],
    ...['/{document}', '/archive/0/{document}'],
  ]);
  const having = async (feeds: string[]) => {
    const texts = await Promise.all(feeds.map(text));
    return feeds.filter((_, index) => texts[index]?.includes('A mistake'));
  };
  await expect.poll(() => having(before)).toEqual(before);
  await change(id, { section: 'City', tags: ['Rain'], authors: [{ name: 'Ada' }] });
  await expect.poll(() => having(after)).toEqual(after);
  await expect.poll(() => having(before)).toEqual([]);
});

it('whoever polls while articles come is given one text under one tag, and has all of them in the end', async () => {
  const { publish, get } = await newPublication('polled');
  await publish({ title: 'Story 0', content });
  await expect.poll(async () => (await get('/rss.xml')).status).toBe(200);
  const last = 12;
  const texts = new Map<string, Set<string>>();
  let going = true;

  const poller = (coding: string) => {
    let [etag, text] = ['', ''];
    const poll = async () => {
      const response = await get('/rss.xml', { 'accept-encoding': coding, ...(etag && { 'if-none-match': etag }) });
      const body = await response.text();
      if (response.status !== 200) return text;
      [etag, text] = [response.headers.get('etag') ?? '', body];
      texts.set(etag, (texts.get(etag) ?? new Set()).add(text));
      return text;
    };
    const follow = async () => {
      while (going) await poll();
    };
    return { poll, following: follow() };
  };

  const pollers = ['br', 'gzip', 'identity', 'gzip', 'br'].map(poller);
  for (let number = 1; number <= last; number += 1) await publish({ title: `Story ${number}`, content });
  await expect.poll(async () => (await get('/rss.xml')).text()).toContain(`Story ${last}<`);
  going = false;
  for (const { poll, following } of pollers) {
    await following;
    await expect.poll(poll).toContain(`Story ${last}<`);
    const text = await poll();
    for (let number = 0; number <= last; number += 1) expect(text).toContain(`Story ${number}<`);
  }
  for (const [etag, some] of texts) expect(some.size, etag).toBe(1);
});
