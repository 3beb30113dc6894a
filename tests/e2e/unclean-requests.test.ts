import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';
import { readXml } from '../support/strict-xml.ts';
import { UNCLEAN, UNCLEAN_CHARACTERS } from '../support/unclean.ts';

let bulletin: Bulletin;

beforeAll(async () => {
  bulletin = await Bulletin.start();
});
afterAll(() => bulletin[Symbol.asyncDispose]());

/** A text as a CMS sends it that cut it in the middle of an emoji; and with all else that no format can carry. */
const unclean = (text: string) => `${text}\uD83D${UNCLEAN_CHARACTERS.join(' ')}`;

const PUBLICATION = {
  ...{ title: unclean('Unclean'), description: unclean('About'), copyright: unclean('Somebody'), language: 'en' },
  links: [{ title: unclean('Elsewhere'), url: unclean('https://unclean.example/') }],
};

const article = (title: string) => ({
  ...{ title: unclean(title), summary: unclean('In short'), section: unclean('City'), tags: [unclean('Ferries')] },
  content: { html: `<p>${unclean('It sails')}&#1;&#xFFFE;&#xD800;</p>` },
  authors: [{ name: unclean('Ada'), url: unclean('https://ada.example/') }, 'bo'],
  image: { url: unclean('https://unclean.example/i.jpg'), alt: unclean('A ferry'), caption: unclean('The ferry') },
  attachments: [{ url: unclean('https://unclean.example/a.mp3'), type: 'audio/mpeg', title: unclean('Sound') }],
});

const home = '/v1/publications/unclean';

/** Every request that holds texts, but for those that must not change to be of use. */
async function sendAll(): Promise<{ route: string; status: number; text: string }[]> {
  const answers: { route: string; status: number; text: string }[] = [];
  const send = async (method: string, path: string, options: Parameters<Bulletin['api']>[2]) => {
    const answer = await bulletin.api(method, path, options);
    answers.push({ route: `${method} ${path}`, status: answer.status, text: answer.text });
    return answer.body;
  };
  await send('POST', '/v1/publications', { body: { id: 'unclean', ...PUBLICATION } });
  await send('PATCH', home, { body: { title: unclean('The Unclean') } });
  await send('PUT', `${home}/authors/bo`, { body: { name: unclean('Bo'), biography: unclean('Writes') } });
  await send('POST', `${home}/keys`, { body: { name: unclean('Our CMS'), scopes: ['articles:read'] } });
  const endpoint = { url: unclean('http://127.0.0.1:9/'), description: unclean('Ours'), sections: [unclean('City')] };
  const { id: endpointId } = await send('POST', `${home}/endpoints`, { body: endpoint });
  await send('PATCH', `${home}/endpoints/${endpointId}`, { body: { tags: [unclean('Ferries')] } });
  const { id } = await send('POST', `${home}/articles`, { body: { ...article('One'), externalId: unclean('cms-1') } });
  await send('POST', `${home}/article-batches`, { body: { articles: [article('Two'), article('Three')] } });
  await send('PUT', `${home}/articles/by-external-id/${encodeURIComponent('cms-4\u0000\uFFFE')}`, {
    body: article('Four'),
  });
  const change = { ...article('Five'), correction: unclean('It sails') };
  await send('PUT', `${home}/articles/${id}`, { body: change, headers: { 'if-match': '*' } });
  await send('PATCH', `${home}/articles/${id}`, { body: { tags: [unclean('Boats')] }, headers: { 'if-match': '*' } });
  return answers;
}

describe('texts that no format can carry', () => {
  it('are cleaned in every request, and stop nothing', async () => {
    const answers = await sendAll();
    for (const { route, status, text } of answers) {
      expect([200, 201], `${route} ${text}`).toContain(status);
      expect(text, route).not.toMatch(UNCLEAN);
    }

    await bulletin.api('POST', `${home}/articles`, { body: { title: 'The last', content: { html: '<p>Well.</p>' } } });
    const read = async (path: string) => (await bulletin.api('GET', path, { key: '' })).text;
    await expect.poll(() => read('/unclean/rss.xml'), { timeout: 20_000 }).toContain('The last');

    for (const list of ['', 'sections/city/', 'tags/ferries/', 'tags/boats/', 'authors/ada/', 'authors/bo/']) {
      for (const path of [`/unclean/${list}rss.xml`, `/unclean/${list}atom.xml`]) {
        expect(readXml(await read(path)).name, path).toMatch(/rss|feed/);
        expect(await read(path), path).not.toMatch(UNCLEAN);
      }
      const { items } = JSON.parse(await read(`/unclean/${list}feed.json`));
      expect(items, list).not.toEqual([]);
      expect(JSON.stringify(items)).not.toMatch(UNCLEAN);
      expect(await read(`/unclean/${list}`)).not.toMatch(UNCLEAN);
    }
    for (const path of ['/unclean/feeds', '/unclean/feeds.opml', '/unclean/articles/one', '/unclean/articles/one.md'])
      expect(await read(path), path).not.toMatch(UNCLEAN);
    for (const list of ['articles', 'authors', 'endpoints', 'keys', 'events'])
      expect((await bulletin.api('GET', `${home}/${list}`)).text, list).not.toMatch(UNCLEAN);
  });

  it('are shown in a refusal, and in the same way when the request is repeated', async () => {
    const body = { title: 'x', content: { html: '<p>x</p>' }, status: 'dra\uD800ft' };
    const ask = () => bulletin.api('POST', `${home}/articles`, { body, headers: { 'idempotency-key': 'refused' } });
    const [first, again] = [await ask(), await ask()];
    expect(first.body.issues).toMatchObject([{ pointer: '/status', given: 'dra\\ud800ft' }]);
    expect({ ...again.body, instance: '' }).toEqual({ ...first.body, instance: '' });
  });

  it('are refused in what is compared to the letter', async () => {
    for (const key of ['a\u0085b', '"a\u009B"']) {
      const options = { body: { title: 'x', content: { html: '<p>x</p>' } }, headers: { 'idempotency-key': key } };
      const { status, body } = await bulletin.api('POST', `${home}/articles`, options);
      expect([status, body.code]).toEqual([400, 'idempotency-key.malformed']);
    }
  });

  it.each([
    ['/unclean/sections/%ED%A0%80/rss.xml', 404],
    ['/unclean/sections/x%ED%A0%80y', 404],
    ['/unclean/tags/%FF/', 404],
    ['/unclean/tags/%EF%BF%BE/atom.xml', 404],
    ['/unclean/articles/%ED%A0%80', 404],
    ['/%ED%A0%80/rss.xml', 404],
    ['/unclean/rss.xml?section=%ED%A0%80&tag=%00', 200],
    ['/v1/publications/%ED%A0%80', 404],
    [`${home}/articles?section=%ED%A0%80`, 400],
    [`${home}/articles?tag=%00`, 400],
    [`${home}/articles?externalId=%EF%BF%BF`, 400],
    [`${home}/authors/%ED%A0%80`, 404],
    [`${home}/keys/%00`, 404],
    [`${home}/keys/${'k'.repeat(2_100)}`, 404],
    [`${home}/events/%FF`, 404],
  ])('in the address %s are answered %i', async (path, status) => {
    const answer = await bulletin.api('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/(?<!\\)\\u|[\uD800-\uDFFF]/);
  });

  it('in an external id’s address are refused', async () => {
    const { status, body } = await bulletin.api('PUT', `${home}/articles/by-external-id/x%ED%A0%80`, {
      body: article('x'),
    });
    expect([status, body.code]).toEqual([400, 'request.invalid']);
  });
});
