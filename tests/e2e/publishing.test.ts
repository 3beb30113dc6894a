import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiAnswer, Bulletin } from '../support/bulletin.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { Subscriber } from '../support/subscriber.ts';

const story = {
  title: 'Größe “matters” — <said> & done 東京',
  content: { html: '<p>One.</p><script>alert(1)</script><p onclick="x()">Two &amp; three.</p>' },
  summary: 'What was said & done.',
  section: 'World News',
  tags: ['Climate change', 'Élections'],
  authors: [{ name: 'Ada Example', url: 'https://ada.example/' }],
  image: {
    url: 'https://images.example/a.jpg',
    alt: 'A view',
    credit: 'Ada',
    width: 800,
    height: 600,
    type: 'image/jpeg',
    length: 12345,
  },
};

let bulletin: Bulletin;
let subscriber: Subscriber;
/** Of the one article of the publication 'post'. */
let published: ApiAnswer;

beforeAll(async () => {
  bulletin = await Bulletin.start();
  subscriber = await Subscriber.at(bulletin.addresses, { name: 'story' });
  published = await (await newPublication('post')).publish(story);
});
afterAll(() => bulletin[Symbol.asyncDispose]());

/** A publication of its own, for a test that changes something. */
async function newPublication(id: string) {
  await bulletin.api('POST', '/v1/publications', { body: { id, title: 'The Post', language: 'en' } });
  const articles = `/v1/publications/${id}/articles`;
  return {
    publish: (body: object) => bulletin.api('POST', articles, { body }),
    pathOf: ({ body }: ApiAnswer) => `${articles}/${body.id}`,
    feed: (path: string) => feed(path, {}, id),
    log: () => bulletin.api('GET', `/v1/publications/${id}/events?limit=1000`),
  };
}

async function feed(path: string, headers: Record<string, string> = {}, publication = 'post') {
  const response = await fetch(`${bulletin.addresses.url}/${publication}${path}`, { headers });
  return { response, text: await response.text() };
}

/** A feed's text, once it has this: each environment of the function remembers for a moment what it has read. */
async function feedWith(text: string, path: string): Promise<string> {
  let reading = '';
  const read = async () => {
    reading = (await feed(path)).text;
    return reading;
  };
  await expect.poll(read).toContain(text);
  return reading;
}

describe('a published article', () => {
  it('is answered with where it is, what it became and what was taken out of it', () => {
    const { status, headers, body } = published;
    expect(status).toBe(201);
    expect(headers.get('etag')).toBe('"1"');
    expect(headers.get('location')).toBe(`${bulletin.addresses.url}/v1/publications/post/articles/${body.id}`);
    expect(body).toMatchObject({ status: 'published', slug: 'größe-matters-said-done-東京', revision: 1 });
    expect(body.content.html).toBe('<p>One.</p><p>Two &amp; three.</p>');
    expect(body.warnings).toContain('removed <script>');
  });

  it.each(['', '/sections/world-news', '/tags/climate-change', '/tags/élections', '/authors/ada-example'])(
    'is in the three feeds of “%s”, as real parsers read them',
    async (folder) => {
      const rss = parseRssFeed(await feedWith('Größe', `${folder}/rss.xml`));
      const atom = parseAtomFeed(await feedWith('Größe', `${folder}/atom.xml`));
      const json = parseJsonFeed(await feedWith('Größe', `${folder}/feed.json`));
      expect(rss.items?.[0]?.title).toBe(story.title);
      expect(atom.entries?.[0]?.title?.value).toBe(story.title);
      expect(json.items?.[0]?.title).toBe(story.title);
      const ids = [rss.items?.[0]?.guid?.value, atom.entries?.[0]?.id, json.items?.[0]?.id];
      expect(new Set(ids).size).toBe(1);
    },
  );

  it('reaches a subscriber of the SNS topic as a CloudEvent', async () => {
    const events: { source: string }[] = [];
    const mine = async () => {
      events.push(...(await subscriber.receive()));
      return events.find(({ source }) => source === '/publications/post');
    };
    await expect.poll(mine).toMatchObject({
      specversion: '1.0',
      type: 'bulletin.article.published.v1',
      sequence: '000000000001',
      data: { title: story.title },
    });
  });

  it('is told with the address of a schema, which its data keeps to', async () => {
    const { body } = await bulletin.api('GET', '/v1/publications/post/events?limit=1');
    const response = await fetch(body[0].dataschema);
    expect(response.headers.get('content-type')).toBe('application/schema+json; charset=utf-8');
    const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } });
    expect(ajv.validate((await response.json()) as object, body[0].data)).toBe(true);
    expect((await fetch(`${bulletin.addresses.url}/v1/schemas/bulletin.article.unheard-of.v1`)).status).toBe(404);
  });

  it('that changes needs If-Match, and changes in the feeds', async () => {
    const { publish, pathOf, feed } = await newPublication('changed');
    const path = pathOf(await publish({ ...story, title: 'Before', slug: 'before' }));
    const patch = { title: 'After', correction: 'It was before.' };

    expect((await bulletin.api('PATCH', path, { body: patch })).status).toBe(428);
    const stale = await bulletin.api('PATCH', path, { body: patch, headers: { 'if-match': '"7"' } });
    expect([stale.status, stale.headers.get('etag')]).toEqual([412, '"1"']);

    const changed = await bulletin.api('PATCH', path, { body: patch, headers: { 'if-match': '"1"' } });
    expect(changed.body).toMatchObject({
      title: 'After',
      revision: 2,
      slug: 'before',
      corrections: [{ note: 'It was before.' }],
    });
    const atom = async () => (await feed('/atom.xml')).text;
    await expect.poll(atom).toContain('After');
    await expect.poll(atom).not.toContain('Before');
  });

  it('that is withdrawn leaves the feeds, with a tombstone in Atom; deleted, it is 410 (HTTP-14) and its events are empty', async () => {
    const { publish, pathOf, feed, log } = await newPublication('withdrawn');
    const mistake = await publish({ ...story, title: 'A mistake', slug: 'mistake' });
    const { body } = mistake;
    const path = pathOf(mistake);
    const atom = async () => (await feed('/atom.xml')).text;
    await expect.poll(atom).toContain('A mistake');

    const withdrawn = await bulletin.api('PATCH', path, {
      body: { status: 'withdrawn' },
      headers: { 'if-match': '"1"' },
    });
    expect(withdrawn.body.status).toBe('withdrawn');
    await expect.poll(atom).not.toContain('A mistake');
    await expect.poll(atom).toMatch(new RegExp(`deleted-entry[^>]*ref="${body.uri}"`));

    expect((await bulletin.api('DELETE', path, { headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await bulletin.api('GET', path)).status).toBe(410);
    const erased = async () => (await log()).body.filter((event: { erased?: true }) => event.erased).length;
    await expect.poll(erased).toBe(2);
  });
});

it.each(['/rss.xml', '/atom.xml', '/feed.json'])('an article of 300 KB of noise is in %s', async (document) => {
  const { publish, feed } = await newPublication(`noise-${document.replace(/\W/g, '-').slice(1)}`);
  const random = randomNumbers();
  const noise = Buffer.from(Array.from({ length: 215_000 }, () => Math.floor(random() * 256)));
  const { body } = await publish({ title: 'Noise', content: { html: `<p>${noise.toString('base64')}</p>` } });
  await expect.poll(async () => (await feed(document)).text).toContain(body.uri);
});

describe('a poll', () => {
  it('of an unchanged feed is answered 304, by tag and by date, in any coding', async () => {
    // The moment of a change is told once nothing more can happen in it.
    const dated = async () => (await feed('/rss.xml')).response.headers.get('last-modified');
    await expect.poll(dated).not.toBeNull();
    const { response } = await feed('/rss.xml', { 'accept-encoding': 'br' });
    const etag = response.headers.get('etag') ?? '';
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('vary')).toBe('Accept-Encoding, Sec-Fetch-Dest');
    expect(response.headers.get('link')).toContain('rel="self"');
    for (const headers of [
      { 'if-none-match': etag },
      { 'if-none-match': `"other", W/${etag}` },
      { 'if-none-match': etag, 'accept-encoding': 'gzip' },
      { 'if-none-match': '*' },
      { 'if-modified-since': response.headers.get('last-modified') ?? '' },
    ]) {
      const again = await feed('/rss.xml', headers);
      expect([again.response.status, again.text], JSON.stringify(headers)).toEqual([304, '']);
    }
    expect(
      (await feed('/rss.xml', { 'if-none-match': '"other"', 'if-modified-since': new Date().toUTCString() })).response
        .status,
    ).toBe(200);
  });

  it('with HEAD has the headers of GET and no body', async () => {
    const url = `${bulletin.addresses.url}/post/feed.json`;
    const headers = ['etag', 'last-modified', 'content-type', 'cache-control', 'vary', 'link'];
    const asked = async (method: string) => {
      const response = await fetch(url, { method });
      return { text: await response.text(), headers: headers.map((name) => response.headers.get(name)) };
    };
    // The moment of a change is told once nothing more can happen in it, which may be between the two.
    const both = async () => ({ head: await asked('HEAD'), get: await asked('GET') });
    await expect.poll(async () => (await both()).get.headers[1]).not.toBeNull();
    const { head, get } = await both();
    expect(head).toEqual({ text: '', headers: get.headers });
  });

  it('HTTP-13 from another origin may be read there, with its validators', async () => {
    const { response } = await feed('/rss.xml', { origin: 'https://reader.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const exposed = response.headers.get('access-control-expose-headers')?.split(/, */);
    expect(exposed).toEqual(expect.arrayContaining(['etag', 'link', 'last-modified']));
  });

  it.each([
    '/nothing/rss.xml',
    '/post/tags/nothing/rss.xml',
    '/post/rss.txt',
    '/post/sections/%00/atom.xml',
    '/%E0%A4%A/rss.xml',
  ])('of %s is a 404 in a problem document', async (path) => {
    const response = await fetch(bulletin.addresses.url + path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});
