import { describe, expectTypeOf, it } from 'vitest';
import { bulletinClient } from '#lib/client/client.ts';

// The compiler proves these: `npm run check` fails when one of them is no error any more. None is sent.
const client = bulletinClient({ url: 'http://localhost', key: '', fetch: async () => Response.json({ articles: [] }) });
const path = { publication: 'one', article: 'art_01jdf0e8m3c2x9k4q7w5v6b8n1' };
const articles = '/v1/publications/{publication}/articles';
const article = `${articles}/{article}` as const;
const body = { title: 'News', content: { html: '<p>News.</p>' } };

describe('the client', () => {
  it('knows what an answer holds', async () => {
    const { data } = await client.POST(articles, { params: { path }, body });
    expectTypeOf(data.revision).toEqualTypeOf<number>();
    expectTypeOf(data.warnings).toEqualTypeOf<string[] | undefined>();
    const list = await client.GET(articles, { params: { path, query: { limit: 5, tag: 'climate' } } });
    expectTypeOf(list.data.articles).items.toHaveProperty('title').toEqualTypeOf<string>();
    expectTypeOf(list.data.articles).items.not.toHaveProperty('content');
    const gone = await client.DELETE(article, { params: { path, header: { 'If-Match': '"1"' } } });
    expectTypeOf(gone.data).toEqualTypeOf<undefined>();
    const page = await client.GET('/v1/publications');
    expectTypeOf(page.data.cursor).toEqualTypeOf<string | undefined>();
  });

  it('refuses what the API would refuse', () => {
    const refused = [
      // @ts-expect-error there is no such path
      () => client.GET('/v1/publications/{publication}/article', { params: { path } }),
      // @ts-expect-error nor this method of it
      () => client.PUT(articles, { params: { path }, body }),
      // @ts-expect-error the publication is not named
      () => client.POST(articles, { body }),
      // @ts-expect-error nor is there a body
      () => client.POST(articles, { params: { path } }),
      // @ts-expect-error which lacks its title
      () => client.POST(articles, { params: { path }, body: { content: body.content } }),
      // @ts-expect-error or has a field of another type
      () => client.POST(articles, { params: { path }, body: { ...body, tags: 'climate' } }),
      // @ts-expect-error or one that there is not
      () => client.POST(articles, { params: { path }, body: { ...body, sumary: 'Misspelled' } }),
      // @ts-expect-error a parameter of another type
      () => client.GET(articles, { params: { path, query: { limit: 'five' } } }),
      // @ts-expect-error a value that is none of those that are taken
      () => client.GET(articles, { params: { path, query: { status: 'erased' } } }),
      // @ts-expect-error a change that does not say what it changes
      () => client.PATCH(article, { params: { path }, body: { title: 'Other' } }),
      // @ts-expect-error null where there must be something
      () => client.PATCH(article, { params: { path, header: { 'If-Match': '"1"' } }, body: { title: null } }),
    ];
    expectTypeOf(refused).toBeArray();
  });

  it('takes a call without the body that may be left out', () => {
    const rotate = () =>
      client.POST('/v1/publications/{publication}/keys/{key}/rotations', {
        params: { path: { publication: 'one', key: '01jdf0e8m3c2x9k4q7w5v6b8n1' } },
      });
    expectTypeOf(rotate).toBeFunction();
  });

  it('takes headers that may be left out', () => {
    const byExternalId = '/v1/publications/{publication}/articles/by-external-id/{externalId}';
    const params = { path: { publication: 'one', externalId: 'cms-1' } };
    const calls = [
      () => client.PUT(byExternalId, { params, body }),
      () => client.PUT(byExternalId, { params: { ...params, header: { 'If-Match': '"1"' } }, body }),
      () => client.POST(articles, { params: { path, header: { 'Idempotency-Key': '"7"' } }, body }),
      // @ts-expect-error no such header is known there
      () => client.POST(articles, { params: { path, header: { 'If-Match': '"1"' } }, body }),
    ];
    expectTypeOf(calls).toBeArray();
  });

  it('takes a change that names what is to change, and null where it may go', () => {
    const change = () =>
      client.PATCH(article, {
        params: { path, header: { 'If-Match': '"1"' } },
        body: { summary: null, image: { alt: 'A harbour' }, minor: true },
      });
    expectTypeOf(change).toBeFunction();
  });
});
