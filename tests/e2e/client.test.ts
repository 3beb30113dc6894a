import { expect, it } from 'vitest';
import { bulletinClient } from '#lib/client/client.ts';
import { Bulletin } from '../support/bulletin.ts';

it('the client publishes, changes and reads, and is told why not', async () => {
  await using bulletin = await Bulletin.start();
  const { url, operatorKey } = bulletin.addresses;
  const client = bulletinClient({ url, key: operatorKey });
  await client.POST('/v1/publications', { body: { id: 'post', title: 'The Post', language: 'en' } });

  const path = { publication: 'post' };
  const body = { title: 'The ferry sails', content: { markdown: 'It was **full**.' } };
  const made = await client.POST('/v1/publications/{publication}/articles', { params: { path }, body });
  const change = (tag: string) =>
    client.PATCH('/v1/publications/{publication}/articles/{article}', {
      params: { path: { ...path, article: made.data.id }, header: { 'If-Match': tag } },
      body: { title: 'The ferry sails again' },
    });
  const changed = await change(made.response.headers.get('etag') ?? '');
  expect([changed.data.revision, changed.data.slug]).toEqual([2, 'the-ferry-sails']);
  await expect(change('"1"')).rejects.toMatchObject({ name: 'Refusal', status: 412, code: 'article.stale' });

  const { data: events } = await client.GET('/v1/publications/{publication}/events', { params: { path } });
  expect(events.map(({ sequence }) => sequence)).toEqual(['000000000001', '000000000002']);
});
