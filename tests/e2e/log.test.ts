import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bulletin } from '../support/bulletin.ts';

let bulletin: Bulletin;
const log = '/v1/publications/log/events';

beforeAll(async () => {
  bulletin = await Bulletin.start();
  await bulletin.api('POST', '/v1/publications', { body: { id: 'log', title: 'The Log', language: 'en' } });
});
afterAll(() => bulletin[Symbol.asyncDispose]());

const publish = (title: string) =>
  bulletin.api('POST', '/v1/publications/log/articles', { body: { title, content: { html: '<p>x</p>' } } });

describe('who waits for events', () => {
  it('hears of an article when it is published, and keeps nobody from publishing', async () => {
    const { body: before } = await bulletin.api('GET', `${log}?limit=1000`);
    const waiting = Array.from({ length: 6 }, () => bulletin.api('GET', `${log}?after=${before.length}&wait=20`));
    const began = Date.now();
    expect((await publish('Awaited')).status).toBe(201);
    const [first] = await Promise.all(waiting.slice(0, 3));
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(first?.body).toMatchObject([{ data: { title: 'Awaited' } }]);
    expect(first?.headers.get('link')).toBe(`<${log}?after=${before.length + 1}&limit=100&wait=20>; rel="next"`);
    await Promise.all(waiting);
  });

  it('is told that there is nothing, and where to go on', async () => {
    const { body, headers } = await bulletin.api('GET', `${log}?after=999&limit=5&wait=1`);
    expect([body, headers.get('link')]).toEqual([[], `<${log}?after=999&limit=5&wait=1>; rel="next"`]);
  });
});

describe('an EventSource', () => {
  it('gets each event once and in order, though every answer ends', async () => {
    const { url, operatorKey } = bulletin.addresses;
    const source = new EventSource(`${url}${log}?limit=2&wait=1`, {
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${operatorKey}` } }),
    });
    const got: { id: string; title: string }[] = [];
    source.addEventListener('bulletin.article.published.v1', ({ data, lastEventId }) => {
      got.push({ id: lastEventId, title: JSON.parse(data).data.title });
    });
    for (const title of ['One', 'Two', 'Three']) await publish(title);
    await expect.poll(() => got.map(({ title }) => title)).toEqual(expect.arrayContaining(['One', 'Two', 'Three']));
    source.close();
    expect(got.map(({ id }) => Number(id))).toEqual(got.map((_, index) => index + 1));
  });
});
